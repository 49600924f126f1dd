import { Server } from "socket.io";
import { expect, it } from "vitest";
import { inSlices, sliceWideBroadcasts } from "@/server/socket/wide-broadcasts";
import { waitUntil } from "../support/wait";

const COUNT = 1_000;

/** A server with connections that only remember what they got. */
function serve() {
  const io = new Server();
  const { adapter, sockets } = io.of("/");
  const heard = new Map<string, string[]>();
  for (let n = 0; n < COUNT; n++) {
    const id = `socket ${n}`;
    heard.set(id, []);
    const writeToEngine = ([packet]: string[]) => heard.get(id)?.push(packet ?? "");
    const socket = { id, client: { writeToEngine } };
    sockets.set(id, socket as never);
    void adapter.addAll(id, new Set([id, "all"]));
  }
  sliceWideBroadcasts(io);
  const countHeard = () => [...heard.values()].reduce((sum, packets) => sum + packets.length, 0);
  return { io, heard, countHeard };
}

it("others have a turn while thousands are written to, and everybody gets everything in order", async () => {
  const { io, heard, countHeard } = serve();
  for (const event of ["first", "second"]) inSlices(io.to("all")).emit(event);
  let heardBefore = Infinity;
  setImmediate(() => {
    heardBefore = countHeard();
  });
  await waitUntil(() => countHeard() === 2 * COUNT);
  expect(heardBefore).toBeLessThan(COUNT / 2);
  for (const packets of heard.values()) expect(packets).toEqual(['2["first"]', '2["second"]']);
});

it("what waits reaches a connection together, however much has come in meanwhile", async () => {
  const { io, heard, countHeard } = serve();
  const events = Array.from({ length: 129 }, (_, n) => `event ${n}`);
  for (const event of events) inSlices(io.to("all")).emit(event);
  const last = heard.get(`socket ${COUNT - 1}`) ?? [];
  const counts = new Set<number>();
  while (countHeard() < events.length * COUNT) {
    counts.add(last.length);
    await new Promise(setImmediate);
  }
  expect([...counts, last.length]).toEqual([0, 1, 65, 129]);
  expect(last).toEqual(events.map((event) => `2["${event}"]`));
});

it("what is not marked goes to all at once", () => {
  const { io, countHeard } = serve();
  io.to("all").emit("now");
  expect(countHeard()).toBe(COUNT);
});

it("whoever is cut, or left out, before their turn gets nothing", async () => {
  const { io, heard, countHeard } = serve();
  inSlices(io.to("all").except("socket 998")).emit("late");
  io.of("/").adapter.delAll("socket 999");
  await waitUntil(() => countHeard() === COUNT - 2);
  expect([heard.get("socket 998"), heard.get("socket 999")]).toEqual([[], []]);
});
