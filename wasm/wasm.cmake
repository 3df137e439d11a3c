# What every file compiled for the browser needs. The top CMakeLists.txt includes this before it
# declares targets, when the toolchain is Emscripten's:
#
#   cmake -S . -B build/wasm -G Ninja -DCMAKE_BUILD_TYPE=Release \
#     -DCMAKE_TOOLCHAIN_FILE=/usr/share/emscripten/cmake/Modules/Platform/Emscripten.cmake
#   if(EMSCRIPTEN)
#     include(wasm/wasm.cmake)
#   endif()
include_guard(GLOBAL)

# Header-only libraries reach em++ through a directory of links: /usr/include itself would put the
# host's libc in front of Emscripten's.
set(PANNIER_WASM_INCLUDE "${CMAKE_BINARY_DIR}/wasm-include")
file(MAKE_DIRECTORY "${PANNIER_WASM_INCLUDE}")
foreach(header boost cereal catch2 sqlite3.h)
  if(EXISTS "/usr/include/${header}")
    file(CREATE_LINK "/usr/include/${header}" "${PANNIER_WASM_INCLUDE}/${header}" SYMBOLIC)
  endif()
endforeach()
include_directories(SYSTEM "${PANNIER_WASM_INCLUDE}")

# What links natively to libsqlite3 gets its declarations here; the functions are sqlite_bridge.js.
add_library(pannier_sqlite INTERFACE)
target_include_directories(pannier_sqlite SYSTEM INTERFACE "${PANNIER_WASM_INCLUDE}")
# clang counts changes of sign to -Wconversion, g++ does not; the native build sets the rule.
target_compile_options(pannier_sqlite INTERFACE -Wno-sign-conversion)

# Exceptions must be WebAssembly's own, at compile and at link; without them the first throw ends the
# program.
add_compile_options(-fwasm-exceptions -msimd128)
# Schemas and TypeScript are printed by native tools only.
add_compile_definitions(PANNIER_WITHOUT_SCHEMAS)
add_link_options(-fwasm-exceptions)

# Emscripten's optimiser loads Debian's acorn from here.
set_property(GLOBAL PROPERTY RULE_LAUNCH_LINK
  "\"${CMAKE_COMMAND}\" -E env NODE_PATH=/usr/share/nodejs")

set(PANNIER_WASM_DIR "${CMAKE_CURRENT_LIST_DIR}")
find_program(PANNIER_NODE node REQUIRED)

# Link options of every program that uses SQLite through the bridge.
function(pannier_wasm_link target)
  target_link_options(${target} PRIVATE
    -sWASM_BIGINT -sALLOW_MEMORY_GROWTH -sMAXIMUM_MEMORY=2GB -sTOTAL_STACK=4MB
    -sMODULARIZE -sINVOKE_RUN=0
    "SHELL:--js-library \"${PANNIER_WASM_DIR}/sqlite_bridge.js\"")
  set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS "${PANNIER_WASM_DIR}/sqlite_bridge.js")
endfunction()

# Catch2's macros trip over these; the tests themselves are held to the rest. A library of its own, so
# that it comes behind the options of what is tested.
add_library(pannier_wasm_test_options INTERFACE)
target_compile_options(pannier_wasm_test_options INTERFACE
  -Wno-parentheses -Wno-conversion -Wno-sign-conversion)

# pannier_add_wasm_test(name source... [LIBRARIES target...]): a program with main(), run under Node
# with the official SQLite module, as a test of the same name. Links pannier_sync unless told otherwise.
function(pannier_add_wasm_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LIBRARIES")
  add_executable(${name} ${arg_UNPARSED_ARGUMENTS})
  if(NOT arg_LIBRARIES)
    set(arg_LIBRARIES pannier_sync)
  endif()
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE
    ${arg_LIBRARIES} pannier_sqlite pannier_wasm_test_options)
  pannier_wasm_link(${name})
  # Tests print, read files of the tree (transcripts) and end with exit().
  target_link_options(${name} PRIVATE -sFILESYSTEM=1 -sNODERAWFS=1 -sEXIT_RUNTIME=1 -sENVIRONMENT=node
    -sEXPORT_NAME=createTest -sEXPORTED_RUNTIME_METHODS=callMain)
  add_test(NAME ${name}
    COMMAND "${PANNIER_NODE}" "${PANNIER_WASM_DIR}/run_node.mjs" "$<TARGET_FILE:${name}>")
endfunction()
