import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Order, Orders } from "./load/orders";
import { CLIENT_CORE, pin } from "./pin";

const script = fileURLToPath(new URL("./load/process.ts", import.meta.url));

export interface Load {
  pid: number;
  do<Name extends keyof Orders>(
    name: Name,
    order: Orders[Name]["order"],
  ): Promise<Orders[Name]["answer"]>;
  stop(): Promise<void>;
}

/** Starts a process that makes load, on the core of the clients. One order at a time. */
export async function startLoad(): Promise<Load> {
  const child = fork(script, { execArgv: ["--import", "tsx"] });
  await once(child, "message");
  await pin(child.pid, CLIENT_CORE);
  return {
    pid: child.pid ?? 0,
    do: (name, order) => ask(child, { name, ...order } as unknown as Order),
    async stop() {
      if (child.exitCode !== null) return;
      const gone = once(child, "exit");
      child.disconnect();
      await gone;
    },
  };
}

/** @throws Error when it cannot, also when it ends: without that, a fault in it would leave us waiting. */
function ask<T>(child: ChildProcess, order: Order): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error(`${order.name}: the load process has ended`));
    child.once("exit", ended);
    child.once("message", ({ answer, error }: { answer: T; error?: string }) => {
      child.off("exit", ended);
      if (error === undefined) resolve(answer);
      else reject(new Error(`${order.name}: ${error}`));
    });
    child.send(order);
  });
}
