import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { EnvFileError } from "./env-file.mjs";
import { withLock } from "./lock.mjs";
import { filesUnder, root, run, say, stopWithNpm, tool } from "./run.mjs";

const lockFile = resolve(root, ".cache/prepare.lock");
const stampFile = resolve(root, "dist/built-from");
const products = [".next/BUILD_ID", "dist/server.js", "dist/admin.js"];
/** Every file and folder that affects the build. */
const sources = [
  "src",
  "public",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
  "scripts/prepare.mjs",
];

/** Installs the packages of package-lock.json, with development packages, unless they are installed already. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  await withPrepareLock(async () => {
    if (isInstalled()) return;
    await step("Installing packages", () =>
      npm(["ci", "--include=dev", "--no-audit", "--no-fund"]),
    );
  });
}

/** Builds pages and server for production, unless the existing build was made from exactly these sources. */
export async function ensureBuilt() {
  if (isBuilt(fingerprint())) return;
  await withPrepareLock(async () => {
    const current = fingerprint();
    if (isBuilt(current)) return;
    rmSync(resolve(root, "dist"), { recursive: true, force: true });
    mkdirSync(resolve(root, "dist"));
    await step("Building", () => Promise.all([buildPages(), buildServer()]));
    writeFileSync(stampFile, stampFor(current));
  });
}

/**
 * Makes sure that the operator's commands are built. If they are, it changes nothing, even if the sources are newer: a
 * server may be running on this build, and must not have packages or files replaced.
 */
export async function ensureCommand() {
  const wanted = ["node_modules/.package-lock.json", "dist/admin.js"];
  if (wanted.every((file) => existsSync(resolve(root, file)))) return;
  await ensureInstalled();
  await withPrepareLock(() => step("Building", buildServer));
}

/** Installing or building failed. The message is for the operator; a stack would not help. */
export class PrepareError extends Error {}

/** Runs a script's main function. If a known problem stops it, prints one message and exits with 1. */
export async function main(work) {
  process.chdir(root);
  stopWithNpm();
  try {
    await work();
  } catch (error) {
    const sentence = describeFailure(error);
    if (sentence === null) throw error;
    say(sentence);
    process.exit(1);
  }
}

/** @returns a sentence for the operator; null for an unexpected error */
function describeFailure(error) {
  if (error instanceof PrepareError) return error.message;
  if (error instanceof EnvFileError) return `Gatehouse cannot start: ${error.message}`;
  if (DENIED.test(error.code) && error.path) {
    return `Gatehouse cannot start: ${describeDenied(error.path, error.code)}`;
  }
  return null;
}

const DENIED = /^(EACCES|EPERM|EROFS)$/;

/** If a program failed because it may not use a file, one sentence about that; else the program's own output. */
function describeFailedProgram(what, code, output) {
  const [, denied, path] = /\b(EACCES|EPERM|EROFS)\b[^\n]*?, \w+ '([^'\n]+)'/.exec(output) ?? [];
  if (denied) return `Gatehouse cannot start: ${describeDenied(path, denied)}`;
  return `${output}\n${what} failed (exit ${code})`;
}

function describeDenied(path, code) {
  if (code === "EROFS") return `${path} is on a read-only file system`;
  const owner = ownerOf(path);
  const who = owner === undefined ? "" : `, which belongs to user ${owner}`;
  return `this user (${process.getuid?.() ?? "?"}) may not use ${path}${who}. Start Gatehouse as the owner of this folder, or make this user the owner of all files in it`;
}

/** The owner of the file, or of the nearest folder above it that exists. */
function ownerOf(path) {
  try {
    return statSync(path).uid;
  } catch (error) {
    if (error.code === "ENOENT" && dirname(path) !== path) return ownerOf(dirname(path));
    return undefined;
  }
}

function withPrepareLock(work) {
  const onWait = () => say("Waiting for another start in this folder to install or build …");
  return withLock(lockFile, { onWait }, work);
}

async function step(name, work) {
  say(`${name} …`);
  const begin = Date.now();
  await work();
  say(`${name}: done in ${((Date.now() - begin) / 1000).toFixed(1)} s`);
}

/** Compares the lock file with node_modules/.package-lock.json, which npm writes when it has installed everything. */
function isInstalled() {
  const wanted = packagesOf("package-lock.json");
  const present = packagesOf("node_modules/.package-lock.json");
  if (!wanted) throw new PrepareError("package-lock.json is missing: this is not a whole checkout");
  if (!present) return false;
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    if (path === "" || optional) return true;
    return present[path]?.version === version && present[path]?.integrity === integrity;
  });
}

function packagesOf(file) {
  const path = resolve(root, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).packages : null;
}

async function npm(args) {
  const cli = findNpm();
  // The checkout's .npmrc silences npm: without this, npm would not even say why it failed.
  const all = [...args, "--loglevel=error"];
  const { code, output } = await (cli === undefined
    ? run("npm", all, { quiet: true })
    : run(process.execPath, [cli, ...all], { quiet: true }));
  if (code !== 0) throw new PrepareError(describeFailedProgram(`npm ${args[0]}`, code, output));
}

/** The path of npm's own script. On Windows, only a shell can start `npm.cmd`, but Node can run this script. */
function findNpm() {
  const beside = ["node_modules", "../lib/node_modules"].map((folder) =>
    resolve(dirname(process.execPath), folder, "npm/bin/npm-cli.js"),
  );
  return [process.env.npm_execpath, ...beside].find(
    (path) => path?.endsWith("npm-cli.js") && existsSync(path),
  );
}

async function buildPages() {
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const { code, output } = await tool("next/dist/bin/next", ["build"], { env, quiet: true });
  if (code !== 0) throw new PrepareError(describeFailedProgram("next build", code, output));
}

async function buildServer() {
  const esbuild = await import("esbuild");
  try {
    await esbuild.build({
      absWorkingDir: root,
      entryPoints: { server: "src/server/production.ts", admin: "src/server/admin.ts" },
      outdir: "dist",
      bundle: true,
      splitting: true,
      chunkNames: "[name]-[hash]",
      platform: "node",
      target: "node20",
      format: "esm",
      packages: "external",
      tsconfig: "tsconfig.json",
      sourcemap: true,
      logLevel: "silent",
    });
  } catch (error) {
    throw new PrepareError(`The server does not build:\n${error.message}`);
  } finally {
    await esbuild.stop();
  }
}

function isBuilt(current) {
  if (!products.every((file) => existsSync(resolve(root, file)))) return false;
  return existsSync(stampFile) && readFileSync(stampFile, "utf8") === stampFor(current);
}

/** A fingerprint of the sources and the id of the pages' build: somebody may have built the pages alone since then. */
function stampFor(current) {
  return `${current} ${readFileSync(resolve(root, products[0]), "utf8")}`;
}

function fingerprint() {
  const hash = createHash("sha256");
  for (const file of sources.flatMap(filesUnder).sort()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(resolve(root, file)))
      .update("\0");
  }
  return hash.digest("hex");
}
