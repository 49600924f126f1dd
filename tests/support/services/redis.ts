import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  findFreePort,
  findProgram,
  findOrInstall,
  type Running,
  startProgram,
  stopProgram,
  waitUntilReady,
} from "./programs";

/** A Redis of our own, which tests may also kill and pause. */
export interface RedisService {
  url: string;
  port: number;
  stop: () => Promise<void>;
  kill: () => Promise<void>;
  /** Starts it again on the same port, empty. */
  restart: () => Promise<void>;
  /** Suspends it: connections stay open and nothing answers. */
  pause: () => void;
  resume: () => void;
  /** Runs commands, one per line, on a connection of their own. */
  tell: (...commands: string[]) => Promise<void>;
}

/** Starts an empty Redis that stores nothing on disk. */
export async function startRedis(): Promise<RedisService> {
  const program = await findRedis();
  const folder = await mkdtemp(join(tmpdir(), "gatehouse-redis-"));
  const port = await findFreePort();
  const start = () => launch(program, folder, port);
  let running = await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    stop: async () => {
      await stopProgram(running, "SIGTERM");
      await rm(folder, { recursive: true, force: true });
    },
    kill: () => stopProgram(running, "SIGKILL"),
    restart: async () => {
      await stopProgram(running, "SIGKILL");
      running = await start();
    },
    pause: () => running.signal("SIGSTOP"),
    resume: () => running.signal("SIGCONT"),
    tell: (...commands) => tell(port, commands),
  };
}

/** Finds a Redis server, or installs one. The error says how to get it. */
export async function findRedis(): Promise<string> {
  const found = await findOrInstall("redis-server", () =>
    findProgram("redis-server", "/usr/bin/redis-server", "/usr/local/bin/redis-server"),
  );
  if (found) return found;
  throw new Error(
    "No Redis: install it (on Debian: apt-get install redis-server; on macOS: brew install redis)",
  );
}

async function launch(program: string, folder: string, port: number): Promise<Running> {
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder];
  const running = startProgram(program, [...args, "--save", "", "--appendonly", "no"]);
  await waitUntilReady("Redis", running, () => answers(port));
  return running;
}

/** @throws Error when a command is refused */
async function tell(port: number, commands: string[]): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  let replies = "";
  socket.on("data", (reply) => {
    replies += reply.toString();
  });
  socket.write([...commands, "QUIT", ""].join("\r\n"));
  await once(socket, "close");
  const refusal = replies.split("\r\n").find((reply) => reply.startsWith("-"));
  if (refusal) throw new Error(`Redis: ${refusal}`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, "127.0.0.1", () => socket.write("PING\r\n"));
    socket.once("data", (reply) => finish(reply.toString().startsWith("+PONG")));
    socket.once("error", () => finish(false));
    function finish(answered: boolean) {
      socket.destroy();
      done(answered);
    }
  });
}
