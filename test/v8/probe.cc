// Proves that V8 from libnode108 links and runs here: an ES module with a request function is
// compiled, called with JSON text, and a runaway loop is stopped. Built by tools/test.py.
#include <libplatform/libplatform.h>
#include <v8.h>

#include <cstdio>
#include <cstring>
#include <future>
#include <memory>
#include <thread>

namespace {

v8::Local<v8::String> text(v8::Isolate* isolate, const char* chars) {
  return v8::String::NewFromUtf8(isolate, chars).ToLocalChecked();
}

v8::MaybeLocal<v8::Module> no_imports(v8::Local<v8::Context>, v8::Local<v8::String>,
                                      v8::Local<v8::FixedArray>, v8::Local<v8::Module>) {
  return {};
}

v8::Local<v8::Function> load(v8::Isolate* isolate, v8::Local<v8::Context> context) {
  const char* code =
      "export function request(ctx) { return JSON.stringify({...JSON.parse(ctx), ok: true}) }\n"
      "export function spin() { for (;;) {} }\n";
  v8::ScriptOrigin origin(isolate, text(isolate, "resolver.js"), 0, 0, false, -1, {}, false, false,
                          true);
  v8::ScriptCompiler::Source source(text(isolate, code), origin);
  auto module = v8::ScriptCompiler::CompileModule(isolate, &source).ToLocalChecked();
  module->InstantiateModule(context, no_imports).ToChecked();
  module->Evaluate(context).ToLocalChecked();
  auto names = module->GetModuleNamespace().As<v8::Object>();
  context->Global()
      ->Set(context, text(isolate, "spin"),
            names->Get(context, text(isolate, "spin")).ToLocalChecked())
      .ToChecked();
  return names->Get(context, text(isolate, "request")).ToLocalChecked().As<v8::Function>();
}

bool answers(v8::Isolate* isolate, v8::Local<v8::Context> context,
             v8::Local<v8::Function> request) {
  v8::Local<v8::Value> argument = text(isolate, R"({"id":7})");
  auto result = request->Call(context, context->Global(), 1, &argument).ToLocalChecked();
  v8::String::Utf8Value answer(isolate, result);
  return std::strcmp(*answer, R"({"id":7,"ok":true})") == 0;
}

bool stops_a_loop(v8::Isolate* isolate, v8::Local<v8::Context> context) {
  auto spin = context->Global()->Get(context, text(isolate, "spin")).ToLocalChecked();
  std::promise<void> started;
  std::thread guard([&] {
    started.get_future().get();
    isolate->TerminateExecution();
  });
  started.set_value();
  const bool stopped =
      spin.As<v8::Function>()->Call(context, context->Global(), 0, nullptr).IsEmpty();
  guard.join();
  return stopped;
}

bool run(v8::Isolate* isolate) {
  v8::Isolate::Scope isolate_scope(isolate);
  v8::HandleScope handles(isolate);
  auto context = v8::Context::New(isolate);
  v8::Context::Scope context_scope(context);
  auto request = load(isolate, context);
  return answers(isolate, context, request) && stops_a_loop(isolate, context);
}

}  // namespace

int main() {
  auto platform = v8::platform::NewDefaultPlatform(1);
  v8::V8::InitializePlatform(platform.get());
  v8::V8::Initialize();
  v8::Isolate::CreateParams parameters;
  const std::unique_ptr<v8::ArrayBuffer::Allocator> allocator(
      v8::ArrayBuffer::Allocator::NewDefaultAllocator());
  parameters.array_buffer_allocator = allocator.get();
  auto* isolate = v8::Isolate::New(parameters);
  const bool passed = run(isolate);
  isolate->Dispose();
  v8::V8::Dispose();
  v8::V8::DisposePlatform();
  std::printf("v8 %s: %s\n", v8::V8::GetVersion(), passed ? "runs" : "does not run");
  return passed ? 0 : 1;
}
