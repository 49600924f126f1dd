import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { pin, SERVER_CORE } from "./pin";

export interface ChildServer {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

/** A server must not keep running when the bench is ended. */
const endWithBench = "data:text/javascript,process.stdin.on('end',()=>process.exit(1)).resume()";

/** Starts a server of this folder in a process of its own, on the core of the servers. */
export async function startChildServer(file: string): Promise<ChildServer> {
  const script = fileURLToPath(new URL(file, import.meta.url));
  const child: ChildProcess = spawn(
    process.execPath,
    ["--import", endWithBench, "--import", "tsx", script],
    {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, NODE_ENV: "production" },
    },
  );
  if (!child.stdout) throw new Error(`${file} has no output`);
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  await pin(child.pid, SERVER_CORE);
  return {
    url: line.replace("ready on ", ""),
    pid: child.pid ?? 0,
    stop: async () => {
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      await gone;
    },
  };
}
