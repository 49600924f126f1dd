import { Server as Engine } from "engine.io";
import { expect, test } from "vitest";
import { keepHeartbeat } from "@/server/socket/heartbeat";
import { askRaw } from "../support/raw";
import { useEngine } from "../support/engine";
import { RawTab } from "../support/raw-tab";
import { nothingWithin, waitUntil } from "../support/wait";

/** An engine as ours, whose heart beats faster. */
const PING_TIMEOUT_MS = 1_000;
const engine = new Engine({ pingInterval: 300, pingTimeout: PING_TIMEOUT_MS });
const serving = useEngine(engine, () => {
  keepHeartbeat(engine, PING_TIMEOUT_MS);
});

const poll = (sid = "") =>
  askRaw(serving.base, `/socket.io/?EIO=4&transport=polling${sid && `&sid=${sid}`}`);

test("a client that answers its pings stays, one that does not goes, whatever else it says", async () => {
  const alive = await RawTab.open(serving.base, "");
  const busy = await RawTab.open(serving.base, "");
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
  const tab = await RawTab.upgrade(serving.base, "", sid);
  await waitUntil(() => tab.gone, 2_000);
});
