import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort, type Running, startProgram, stopProgram, waitUntilReady } from "./programs";

/**
 * A server that speaks S3, with one empty bucket; tests may also kill and pause it. It accepts one key and refuses all
 * others, but does not check version 4 signatures.
 */
export interface S3Service {
  /** The settings for a server that keeps its uploads there. */
  settings: Record<string, string>;
  /** The keys in the bucket. */
  keys: () => string[];
  /** Deletes an object without the server's knowledge. */
  lose: (key: string) => Promise<void>;
  /** How many connections to it are open. */
  connections: () => number;
  /** How many bytes it has sent over all connections. */
  sent: () => number;
  stop: () => Promise<void>;
  kill: () => Promise<void>;
  /** Starts it again on the same port, with what it stored. */
  restart: () => Promise<void>;
  /** Suspends it: connections stay open and nothing answers. */
  pause: () => void;
  resume: () => void;
}

const BUCKET = "gatehouse-uploads";
/** The only pair of keys that it accepts. */
const KEY = "S3RVER";
const OBJECT = "._S3rver_object";

export async function startS3(): Promise<S3Service> {
  const folder = await mkdtemp(join(tmpdir(), "gatehouse-s3-"));
  const port = await findFreePort();
  const launch = () => launchAt(folder, port);
  let running = await launch();
  const relay = await startRelay(port);
  return {
    settings: {
      S3_BUCKET: BUCKET,
      S3_ENDPOINT: `http://127.0.0.1:${relay.port}`,
      S3_ACCESS_KEY_ID: KEY,
      S3_SECRET_ACCESS_KEY: KEY,
    },
    keys: () => keysUnder(join(folder, BUCKET)),
    lose: (key) => rm(join(folder, BUCKET, `${key}${OBJECT}`)),
    connections: relay.connections,
    sent: relay.sent,
    stop: async () => {
      await relay.close();
      await stopProgram(running, "SIGTERM");
      await rm(folder, { recursive: true, force: true });
    },
    kill: () => stopProgram(running, "SIGKILL"),
    restart: async () => {
      await stopProgram(running, "SIGKILL");
      running = await launch();
    },
    pause: () => running.signal("SIGSTOP"),
    resume: () => running.signal("SIGCONT"),
  };
}

async function launchAt(folder: string, port: number): Promise<Running> {
  const program = createRequire(import.meta.url).resolve("s3rver/bin/s3rver.js");
  const running = startProgram(process.execPath, [
    program,
    ...["--silent", "--no-vhost-buckets", "--directory", folder],
    ...["--address", "127.0.0.1", "--port", String(port), "--configure-bucket", BUCKET],
  ]);
  await waitUntilReady("S3", running, () => listens(port));
  return running;
}

function listens(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => done(true)).once("error", () => done(false));
    socket.once("connect", () => socket.destroy());
  });
}

/** Passes bytes on unchanged and counts them: from outside, nothing else can tell what is still open. */
async function startRelay(target: number) {
  const open = new Set<Socket>();
  let sent = 0;
  const server: Server = createServer((near) => {
    const far = connect(target, "127.0.0.1");
    open.add(near);
    far.on("data", (part) => {
      sent += part.length;
    });
    near.pipe(far).pipe(near);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on("error", () => other.destroy());
      one.on("close", () => {
        other.destroy();
        open.delete(near);
      });
    }
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return {
    port: address.port,
    connections: () => open.size,
    sent: () => sent,
    close: async () => {
      const closed = new Promise((done) => server.close(done));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

function keysUnder(bucket: string): string[] {
  if (!existsSync(bucket)) return [];
  const names = readdirSync(bucket, { recursive: true }) as string[];
  return names.filter((name) => name.endsWith(OBJECT)).map((name) => name.slice(0, -OBJECT.length));
}
