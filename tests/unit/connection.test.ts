import { Server as Engine, type Socket as EngineSocket } from "engine.io";
import { describe, expect, it, vi } from "vitest";
import { boundWaiting } from "@/server/socket/backpressure";
import { bytesWaiting } from "@/server/socket/end-outbound";
import { inside } from "@/server/socket/inside-engine";
import { assignGates, outboundOf, watchOutbound } from "@/server/socket/outbound";
import { readInTurn } from "@/server/socket/reading";
import { noteRead } from "@/server/socket/reading-pace";
import { sendTogether } from "@/server/socket/send-together";
import { useEngine } from "../support/engine";
import { RawTab } from "../support/raw-tab";
import { waitUntil } from "../support/wait";

/** An engine as ours, to which nobody has to prove who they are. */
const engine = new Engine({ perMessageDeflate: false });
let conn: EngineSocket;
const serving = useEngine(engine, () => {
  sendTogether(engine);
  watchOutbound(engine);
  boundWaiting(engine);
  readInTurn(engine);
  engine.on("connection", (made: EngineSocket) => {
    conn = made;
  });
});

const MiB = 1024 * 1024;

describe("what is sent", () => {
  it("in one turn leaves in one piece, in order, whatever its length, and can be dropped until then", async () => {
    const tab = await RawTab.open(serving.base, "");
    const network = inside(conn).transport.socket?._socket;
    if (!network) throw new Error("no WebSocket");
    const write = vi.spyOn(network, "write");
    const texts = ["short", "é".repeat(100), "x".repeat(40_000), "x".repeat(70_000)];
    for (const text of texts) conn.send(text);
    // As a broadcast does it: the frame is made once, in two pieces.
    const wsPreEncodedFrame = [Buffer.from([0x81, 5]), Buffer.from("4many")];
    conn.send("many", { wsPreEncodedFrame } as object);
    conn.send("dropped");
    expect(write).not.toHaveBeenCalled();
    expect(inside(conn).writeBuffer.pop()?.data).toBe("dropped");
    await waitUntil(() => tab.texts.length > texts.length);
    expect(tab.texts.slice(1)).toEqual([...texts, "many"].map((text) => `4${text}`));
    expect(write).toHaveBeenCalledTimes(1);
    tab.destroy();
  });

  it("to many goes to a slice of them at a time, and who waits gets what comes meanwhile along with it", async () => {
    const tabs: RawTab[] = [];
    const conns: EngineSocket[] = [];
    for (let n = 0; n < 130; n++) {
      tabs.push(await RawTab.open(serving.base, ""));
      conns.push(conn);
    }
    const written = conns.map((one) => {
      const network = inside(one).transport.socket?._socket;
      return network ? vi.spyOn(network, "write") : vi.fn();
    });
    for (const one of conns) one.send("first");
    await new Promise(setImmediate);
    for (const one of conns) one.send("second");
    await waitUntil(() => tabs.every(({ texts }) => texts.length === 3));
    for (const { texts } of tabs) expect(texts.slice(1)).toEqual(["4first", "4second"]);
    const writes = written.map(({ mock }) => mock.calls.length);
    expect(writes).toEqual(writes.map((_, n) => (n < 128 ? 2 : 1)));
    for (const tab of tabs) tab.destroy();
  });

  it("before a close still arrives", async () => {
    const tab = await RawTab.open(serving.base, "");
    conn.send("last words");
    conn.close();
    await waitUntil(() => tab.closeCode !== null);
    expect(tab.texts.at(-1)).toBe("4last words");
    tab.destroy();
  });

  it("to somebody who does not read never waits beyond a megabyte, however fast it is written", async () => {
    const tab = await RawTab.open(serving.base, "");
    tab.pause();
    const outbound = outboundOf(conn);
    if (!outbound) throw new Error("no outbound side");
    let most = 0;
    for (let n = 0; n < 1_000 && conn.readyState === "open"; n++) {
      conn.send("x".repeat(60_000));
      if (conn.readyState === "open") most = Math.max(most, bytesWaiting(outbound));
    }
    expect(conn.readyState).toBe("closed");
    expect(most).toBeGreaterThan(0.8 * MiB);
    expect(most).toBeLessThanOrEqual(MiB);
    tab.destroy();
  });
});

describe("somebody who sends without end", () => {
  it.each([
    ["packets that mean nothing", (tab: RawTab) => tab.say("6")],
    ["answers to nothing", (tab: RawTab) => tab.say("431[]")],
    ["the protocol's own pings", (tab: RawTab) => tab.ping()],
  ])("is closed: %s", async (_, sendOne) => {
    const tab = await RawTab.open(serving.base, "");
    for (let n = 0; n < 3_000; n++) sendOne(tab);
    await waitUntil(() => tab.gone, 2_000);
  });

  it("is closed on the connection that does it, and not on their others", async () => {
    const tabs: RawTab[] = [];
    const conns: EngineSocket[] = [];
    for (let n = 0; n < 2; n++) {
      tabs.push(await RawTab.open(serving.base, ""));
      assignGates(conn, "somebody", []);
      conns.push(conn);
    }
    const [flooding, other] = conns as [EngineSocket, EngineSocket];
    for (let n = 0; n < 3_000; n++) noteRead(flooding, 1);
    expect(noteRead(other, 1)).toBeLessThan(15_000);
    expect([flooding.readyState, other.readyState]).toEqual(["closed", "open"]);
    for (const tab of tabs) tab.destroy();
  });

  it("is read to the end where all of it came in one request", async () => {
    const polling = `${serving.base}/socket.io/?EIO=4&transport=polling`;
    const opened = await (await fetch(polling)).text();
    const sid = JSON.parse(opened.slice(1)).sid as string;
    let heard = 0;
    conn.on("data", () => heard++);
    const body = Array.from({ length: 700 }, (_, n) => `4${n}`).join("\x1e");
    const answer = await fetch(`${polling}&sid=${sid}`, { method: "POST", body });
    expect(await answer.text()).toBe("ok");
    await waitUntil(() => heard === 700, 10_000);
    conn.close(true);
  });

  it("is read at a pace, by their length, before that", async () => {
    const tab = await RawTab.open(serving.base, "");
    let heard = 0;
    conn.on("data", () => heard++);
    for (let n = 0; n < 30; n++) tab.say(`4${"x".repeat(60_000)}`);
    await waitUntil(() => heard > 20);
    const socket = inside(conn).transport.socket as unknown as { isPaused: boolean };
    await waitUntil(() => socket.isPaused);
    expect([heard < 30, tab.gone]).toEqual([true, false]);
    await waitUntil(() => heard === 30, 10_000);
    tab.destroy();
  });
});
