// OpenSSL's queue of errors, one a thread. TLS on the same thread reads it to learn
// whether a connection failed, so that nothing of ours may leave anything there.
#ifndef PLENARY_CORE_CRYPTO_OSSL_QUEUE_H_
#define PLENARY_CORE_CRYPTO_OSSL_QUEUE_H_

namespace plenary::crypto {

// Of the calling thread. True after every call into core/crypto; its tests ask.
bool OsslQueueIsEmpty();

}  // namespace plenary::crypto

#endif  // PLENARY_CORE_CRYPTO_OSSL_QUEUE_H_
