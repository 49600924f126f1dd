import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server as Engine } from "engine.io";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keepHeartbeat } from "@/server/socket/heartbeat";
import { askRaw } from "../support/raw";
import { RawTab } from "../support/raw-tab";
import { nothingWithin, waitUntil } from "../support/wait";

/** An engine as ours, whose heart beats faster. */
const PING_TIMEOUT_MS = 1_000;
const engine = new Engine({ pingInterval: 300, pingTimeout: PING_TIMEOUT_MS });
const http = createServer();
let base: string;
beforeAll(async () => {
  keepHeartbeat(engine, PING_TIMEOUT_MS);
  engine.attach(http, { path: "/socket.io" });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  base = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
});
afterAll(() => {
  engine.close();
  http.close();
  http.closeAllConnections();
});

const poll = (sid = "") =>
  askRaw(base, `/socket.io/?EIO=4&transport=polling${sid && `&sid=${sid}`}`);

test("a client that answers its pings stays, one that does not goes, whatever else it says", async () => {
  const alive = await RawTab.open(base, "");
  const busy = await RawTab.open(base, "");
  busy.pause();
  await waitUntil(() => {
    busy.say("4something");
    return engine.clientsCount === 1;
  });
  await nothingWithin(3 * PING_TIMEOUT_MS, () => alive.gone);
  alive.say("3");
  await waitUntil(() => alive.gone);
});

test("a ping that was not answered before an upgrade is not forgotten", async () => {
  const { text } = await poll();
  const { sid } = JSON.parse(text.slice(1)) as { sid: string };
  expect((await poll(sid)).text).toBe("2");
  const tab = await RawTab.upgrade(base, "", sid);
  await waitUntil(() => tab.gone, 2_000);
});
