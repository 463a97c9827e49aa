# Writes one SHA-256 over the files named in a list file, as a string literal: cmake -DLIST=file -DOUT=file.inc -P hash_files.cmake
file(STRINGS "${LIST}" files)
set(hashes "")
foreach(file IN LISTS files)
  file(SHA256 "${file}" hash)
  string(APPEND hashes "${hash}\n")
endforeach()
string(SHA256 whole "${hashes}")
file(WRITE "${OUT}" "\"${whole}\"\n")
