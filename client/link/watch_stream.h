// One Watch call: its messages come one at a time as tasks of a strand.
#ifndef PLENARY_CLIENT_LINK_WATCH_STREAM_H_
#define PLENARY_CLIENT_LINK_WATCH_STREAM_H_

#include <grpcpp/client_context.h>

#include <functional>
#include <memory>

#include "client/link/calls.h"
#include "plenary/v1/plenary.grpc.pb.h"

namespace plenary::link {

class WatchStream : public grpc::ClientReadReactor<v1::WatchResponse>,
                    public std::enable_shared_from_this<WatchStream> {
 public:
  // The next message is read when the callback for the one before has returned.
  using OnMessage = std::function<void(const v1::WatchResponse&)>;
  using OnEnd = std::function<void(const grpc::Status&)>;

  // Both callbacks are tasks of the strand of `calls`; none comes after Cancel.
  static std::shared_ptr<WatchStream> Start(Calls& calls, v1::Plenary::Stub& stub,
                                            v1::WatchRequest request, OnMessage on_message,
                                            OnEnd on_end);
  void Cancel();  // on the strand

  void OnReadDone(bool ok) override;
  void OnDone(const grpc::Status& status) override;

 private:
  WatchStream(std::shared_ptr<Strand> strand, v1::WatchRequest request, OnMessage on_message,
              OnEnd on_end);

  std::shared_ptr<Strand> strand_;
  Calls::Ended ended_;
  grpc::ClientContext context_;
  v1::WatchRequest request_;
  v1::WatchResponse response_;
  OnMessage on_message_;
  OnEnd on_end_;
  bool cancelled_ = false;  // of the strand
};

}  // namespace plenary::link

#endif  // PLENARY_CLIENT_LINK_WATCH_STREAM_H_
