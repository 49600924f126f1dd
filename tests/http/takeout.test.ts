import { createHash } from "node:crypto";
import { type IncomingMessage, request } from "node:http";
import { fromBufferPromise } from "yauzl";
import { describe, expect, it } from "vitest";
import { sendFile } from "../support/files";
import type { Person } from "../support/person";
import { waitUntil } from "../support/wait";
import { expectStatus, useWorld } from "../support/world";

const world = useWorld();
const ADDRESS = "/api/workspaces/acme/takeout";

/** The files of a ZIP, by their paths. */
async function unzip(bytes: Buffer): Promise<Map<string, Buffer>> {
  const archive = await fromBufferPromise(bytes);
  const files = new Map<string, Buffer>();
  for await (const entry of archive.eachEntry()) {
    const parts: Buffer[] = [];
    for await (const part of await archive.openReadStreamPromise(entry)) parts.push(part as Buffer);
    files.set(entry.fileName, Buffer.concat(parts));
  }
  return files;
}

async function takeOut(guest: Person): Promise<Map<string, Buffer>> {
  const answer = await fetch(`${world.server.url}${ADDRESS}`, {
    headers: { cookie: guest.cookie },
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-disposition")).toContain("acme-my-messages.zip");
  return unzip(Buffer.from(await answer.arrayBuffer()));
}

const write = async (person: Person, channelId: string, body: string, parentId?: string) =>
  expectStatus(
    await person.post(`/api/channels/${channelId}/messages`, {
      body,
      ...(parentId && { parentId }),
    }),
    201,
  ).body.message;

/** Times are kept to the millisecond. */
const pass = () => {
  const before = Date.now();
  return waitUntil(() => Date.now() > before + 1);
};

describe("what a guest takes along", () => {
  it("is what they wrote and shared in channels that they see, and nothing of others", async () => {
    const [room, left] = [await world.buildChannel({ name: "room" }), await world.buildChannel()];
    const later = await world.buildChannel({ name: "later" });
    const guest = await world.buildGuest({ name: "Tara Takes", channels: [room, left, later] });
    const peer = await world.buildGuest({ name: "Pat Peer", channels: [room] });
    const theirs = await write(world.owner, room.id, "not to be taken");
    await write(guest, room.id, `> a quote\n\nhello <@${peer.guest.userId}>`, theirs.id);
    const gone = await write(guest, room.id, "deleted words");
    const tab = await guest.enter("acme");
    expect((await tab.emit("message:delete", { messageId: gone.id })).ok).toBe(true);
    tab.close();
    const { file } = await sendFile(guest, room, "plan.txt", "the plan", "see the plan");
    await sendFile(guest, room, "Plan.txt", "the other plan", "see the other");
    await sendFile(world.owner, room, "secret.txt", "not to be taken");
    await write(guest, left.id, "lost words");
    await write(guest, later.id, "hidden words");
    await sendFile(guest, later, "hidden.txt", "hidden words");
    await pass();
    const channels = [{ id: room.id }, { id: later.id, history: new Date().toISOString() }];
    const path = `/api/admin/guest/${guest.guest.id}`;
    expectStatus(await world.owner.call("PATCH", path, { channels }), 200);
    await write(guest, later.id, "late words");

    const files = await takeOut(guest);
    expect([...files.keys()].sort()).toEqual([
      "later/messages.jsonl",
      "later/messages.md",
      "read-me.md",
      "room/files/Plan (2).txt",
      "room/files/plan.txt",
      "room/messages.jsonl",
      "room/messages.md",
    ]);
    expect(String(files.get("room/files/plan.txt"))).toBe("the plan");
    expect(String(files.get("room/files/Plan (2).txt"))).toBe("the other plan");
    const lines = String(files.get("room/messages.jsonl")).trim().split("\n");
    const messages = lines.map((line) => JSON.parse(line));
    expect(messages.map(({ body }) => body.split("\n")[0])).toEqual([
      "> a quote",
      "see the plan",
      "see the other",
    ]);
    expect(messages[0]).toMatchObject({
      parentId: theirs.id,
      channel: { name: "room" },
      files: [],
    });
    expect(messages[1].files).toMatchObject([{ id: file.id, path: "files/plan.txt" }]);
    const text = String(files.get("room/messages.md"));
    for (const words of [
      "Written by Tara Takes in Acme",
      "in a thread",
      "hello @Pat Peer",
      "[plan.txt](<files/plan.txt>)",
    ]) {
      expect(text).toContain(words);
    }
    const all = [...files.values()].map(String).join("\n");
    expect(all).not.toMatch(/not to be taken|lost words|deleted words|hidden/);
    expect(all).toContain("late words");
  });

  it("is on record, and refused where the workspace does not allow it", async () => {
    const guest = await world.buildGuest({ name: "Rhea Record" });
    await takeOut(guest);
    const { events } = (await world.owner.get("/api/admin/audit?workspace=acme")).body;
    expect(events[0]).toMatchObject({
      action: "guest.took_out",
      actor: { name: "Rhea Record" },
      target: { id: guest.guest.id },
    });
    const set = async (guestTakeout: boolean) =>
      expectStatus(await world.owner.call("PATCH", "/api/workspaces/acme", { guestTakeout }), 200);
    await set(false);
    const refused = await guest.get(ADDRESS);
    expect([refused.status, refused.body.code]).toEqual([403, "FORBIDDEN"]);
    expect(refused.body.hint).toContain("Ask the person who invited you");
    expect((await guest.get("/api/workspaces/acme/access")).body.access.takeout).toBe(false);
    await set(true);
  });

  it("breaks off when they are cut off in the middle", async () => {
    const guest = await world.buildGuest();
    const noise = makeNoise(12_000_000);
    await sendFile(guest, world.general, "noise.bin", noise);
    const taking = await beginTaking(guest);
    const { receipt } = await world.lock(guest.guest.id);
    expect(receipt.confirmed).toBe(true);
    const seen = await taking.readRest();
    expect(seen.ended).toBe(false);
    expect(seen.bytes).toBeLessThan(noise.length / 2);
  });
});

/** Bytes that no compression makes smaller, the same at each run. */
function makeNoise(length: number): Buffer {
  const parts: Buffer[] = [];
  for (let n = 0; n * 64 < length; n++) {
    parts.push(createHash("sha512").update(String(n)).digest());
  }
  return Buffer.concat(parts);
}

/** Begins a download and reads nothing after its first bytes until it is asked to. */
async function beginTaking(guest: Person) {
  const seen = { bytes: 0, ended: false, closed: false };
  const asked = request(`${world.server.url}${ADDRESS}`, { headers: { cookie: guest.cookie } });
  asked.on("error", () => {
    seen.closed = true;
  });
  const begun = new Promise<IncomingMessage>((resolve) => asked.on("response", resolve));
  asked.end();
  const answer = await begun;
  answer.on("error", () => undefined);
  answer.on("end", () => {
    seen.ended = answer.complete;
  });
  answer.on("close", () => {
    seen.closed = true;
  });
  return {
    async readRest() {
      answer.on("data", (part: Buffer) => {
        seen.bytes += part.length;
      });
      await waitUntil(() => seen.closed);
      return seen;
    },
  };
}
