/**
 * Loaded into a server, as `compiled.mjs?from=FILE`: what it loads by `require` is not compiled anew, but taken from
 * this file, as an earlier server left it there that was given `&keep=true`. That saves two seconds of each start.
 * The source is compared here; V8 itself refuses what another version or other flags have compiled.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import Module from "node:module";
import { dirname } from "node:path";
import { deserialize, serialize } from "node:v8";
import { Script } from "node:vm";

const { searchParams } = new URL(import.meta.url);
const file = searchParams.get("from");
const kept = existsSync(file) ? deserialize(readFileSync(file)) : new Map();
const scripts = new Map();

const compileAnew = Module.prototype._compile;
Module.prototype._compile = function (content, filename, format) {
  // `require` loads ECMAScript modules too, and those are no scripts. A script that is not compiled anew cannot import.
  if (format === "module" || /\bimport\s*\(/.test(content)) {
    return compileAnew.call(this, content, filename, format);
  }
  const source = Module.wrap(content.replace(/^#!.*/, ""));
  const key = createHash("sha1").update(source).digest("base64");
  const script = new Script(source, { filename, cachedData: kept.get(key) });
  scripts.set(key, script);
  const run = script.runInThisContext();
  return run.call(this.exports, this.exports, requireOf(this), this, filename, dirname(filename));
};

function requireOf(module) {
  const require = (name) => module.require(name);
  require.resolve = (name, options) => Module._resolveFilename(name, module, false, options);
  require.resolve.paths = (name) => Module._resolveLookupPaths(name, module);
  require.main = process.mainModule;
  require.extensions = Module._extensions;
  require.cache = Module._cache;
  return require;
}

if (searchParams.has("keep")) {
  // At the end, since functions are compiled when they are first called.
  process.on("exit", () => {
    const code = new Map([...scripts].map(([key, script]) => [key, script.createCachedData()]));
    writeFileSync(`${file}.new`, serialize(code));
    renameSync(`${file}.new`, file);
  });
}
