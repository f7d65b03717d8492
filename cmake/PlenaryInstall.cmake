# What `cmake --install` puts down: programs, completions, the server's unit and user,
# and its example configuration (never the one in use).
include(GNUInstallDirs)

set(PLENARY_UNIT_DIR lib/systemd/system)
set(PLENARY_SYSUSERS_DIR lib/sysusers.d)

if(TARGET plenaryd)
  install(TARGETS plenaryd RUNTIME)
  configure_file(deploy/plenaryd.service.in deploy/plenaryd.service @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/deploy/plenaryd.service DESTINATION ${PLENARY_UNIT_DIR})
  install(FILES deploy/plenary.sysusers DESTINATION ${PLENARY_SYSUSERS_DIR} RENAME plenary.conf)
  install(FILES deploy/plenaryd.toml DESTINATION ${CMAKE_INSTALL_DOCDIR})
endif()

if(TARGET plenary)
  install(TARGETS plenary RUNTIME)
  # The program writes its own completions: `plenary completion bash`.
  set(completions ${PROJECT_BINARY_DIR}/completions)
  add_custom_command(OUTPUT ${completions}/plenary.bash ${completions}/plenary.zsh
    COMMAND ${CMAKE_COMMAND} -E make_directory ${completions}
    COMMAND plenary completion bash > ${completions}/plenary.bash
    COMMAND plenary completion zsh > ${completions}/plenary.zsh
    DEPENDS plenary COMMENT "Writing shell completions" VERBATIM)
  add_custom_target(plenary_completions ALL
    DEPENDS ${completions}/plenary.bash ${completions}/plenary.zsh)
  install(FILES ${completions}/plenary.bash
    DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME plenary)
  install(FILES ${completions}/plenary.zsh
    DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions RENAME _plenary)
endif()
