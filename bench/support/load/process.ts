import { deafen, flood } from "./misbehave";
import { delay, deliver } from "./deliver";
import { close, count, handshakes, open, storm } from "./open";
import type { Order, Orders } from "./orders";
import { send } from "./send";

/** The process of `startLoad`: it makes the load, and measures it. */

const work: {
  [Name in keyof Orders]: (order: Orders[Name]["order"]) => Promise<Orders[Name]["answer"]>;
} = { handshakes, open, storm, send, deliver, delay, deafen, flood, count, close };

process.on("message", (order: Order) => {
  const done = (work[order.name] as (order: Order) => Promise<object>)(order);
  done.then(
    (answer) => process.send?.({ answer }),
    (error: Error) => process.send?.({ error: error.message }),
  );
});
process.on("disconnect", () => process.exit(0));
process.send?.("here");
