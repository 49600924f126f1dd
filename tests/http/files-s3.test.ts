import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Message, MessageFile } from "@/lib/api-types";
import { beginDownload, download, makePng, onDisk, sendFile, upload } from "../support/files";
import type { Connection } from "../support/person";
import { startServer, type TestServer } from "../support/server";
import { createDatabase } from "../support/services/postgres";
import { type S3Service, startS3 } from "../support/services/s3";
import { waitUntil } from "../support/wait";
import { buildWorld, type World } from "../support/world";

const MB = 1024 * 1024;
const AWAY = /^S3 did not answer as it should$/;
const dataDirs = [1, 2].map(() => mkdtempSync(path.join(tmpdir(), "gatehouse-files-s3-")));

let s3: S3Service;
let settings: Record<string, string>;
let world: World;
let second: TestServer;
let tab: Connection;
beforeAll(async () => {
  s3 = await startS3();
  const DATABASE_URL = await createDatabase(inject("postgresUrl"));
  const REDIS_URL = inject("redisUrl");
  settings = { ...s3.settings, DATABASE_URL, REDIS_URL, MAX_UPLOAD_MB: "48" };
  world = await buildWorld({ env: settings, dataDir: dataDirs[0] });
  second = await startServer({ env: settings, dataDir: dataDirs[1] });
  tab = await world.owner.enter("acme");
});
afterAll(async () => {
  tab.close();
  expect([...(await takeWarnings(world.server)), ...(await takeWarnings(second))]).toEqual([]);
  await second.stop();
  await world.stop();
  await s3.stop();
  for (const folder of dataDirs) rmSync(folder, { recursive: true, force: true });
});

const keyOf = ({ id }: MessageFile) => `files/${id.slice(-2)}/${id}`;

/** Takes the warnings said since; waits for `count` lines, for a log may come after its answer. */
async function takeWarnings(server: TestServer, count = 0) {
  await waitUntil(() => server.unexpected(/RATE_LIMITS/).length >= count);
  const said = server.unexpected(/RATE_LIMITS/);
  server.logs.length = 0;
  return said;
}

async function deleteMessage({ id }: Message): Promise<void> {
  const answer = await tab.emit("message:delete", { messageId: id });
  expect(answer).toMatchObject({ ok: true, data: { message: { files: [] } } });
}

describe("a file in a bucket", () => {
  const cases: [name: string, bytes: Buffer][] = [
    ["empty.txt", Buffer.alloc(0)],
    ["plan.png", makePng(40, 30)],
    ["long.bin", Buffer.alloc(5 * MB, "every byte is where it was; ")],
  ];
  it.each(cases)(
    "%s comes back byte by byte from a node with another disk",
    async (name, bytes) => {
      const { file } = await sendFile(world.owner, world.general, name, bytes);
      expect(s3.keys()).toContain(keyOf(file));
      const read = await download(world.owner.at(second.url), file.id);
      expect(read.status).toBe(200);
      expect(read.headers.get("content-length")).toBe(String(bytes.length));
      expect(read.bytes.equals(bytes)).toBe(true);
      expect(dataDirs.flatMap(onDisk)).toEqual([]);
      expect([...(await takeWarnings(world.server)), ...(await takeWarnings(second))]).toEqual([]);
    },
  );

  it("goes when its message is deleted", async () => {
    const { file, message } = await sendFile(world.owner, world.general, "regret.txt");
    expect(s3.keys()).toContain(keyOf(file));
    await deleteMessage(message);
    expect(s3.keys()).not.toContain(keyOf(file));
    expect((await download(world.owner, file.id)).status).toBe(404);
  });

  it("that somebody took out of the bucket is not found, and the log says so", async () => {
    const { file, message } = await sendFile(world.owner, world.general, "lost.txt");
    await s3.lose(keyOf(file));
    expect(await download(world.owner, file.id)).toMatchObject({ status: 404 });
    expect(await takeWarnings(world.server, 1)).toMatchObject([
      { msg: "the bytes of a file are not where they were kept", fileId: file.id },
    ]);
    await deleteMessage(message);
  });
});

describe("a revoked guest", () => {
  it("gets nothing, from no node", async () => {
    const guest = await world.buildGuest();
    const { file } = await sendFile(guest, world.general, "mine.txt");
    await world.lock(guest.guest.id);
    const before = s3.sent();
    for (const url of [world.server.url, second.url]) {
      expect(await download(guest.at(url), file.id)).toMatchObject({
        status: 403,
        body: { code: "GUEST_LOCKED" },
      });
    }
    const late = await upload(guest, world.general, "late.txt", "x");
    expect(late).toMatchObject({ status: 403, body: { code: "GUEST_LOCKED" } });
    expect(s3.sent()).toBe(before);
  });

  it("sees a download under way break off, and the connection to the bucket closes", async () => {
    const guest = await world.buildGuest();
    const size = 48 * MB;
    const { file } = await sendFile(world.owner, world.general, "long.bin", Buffer.alloc(size, 7));
    const whole = await beginDownload(world.owner.at(second.url), file.id);
    const cut = await beginDownload(guest.at(second.url), file.id);
    for (const one of [whole, cut]) {
      await waitUntil(() => one.state.received > 0);
      one.response.pause();
    }
    const open = s3.connections();
    expect((await world.lock(guest.guest.id)).receipt.confirmed).toBe(true);
    await waitUntil(() => s3.connections() < open);
    for (const one of [whole, cut]) one.response.resume();
    await waitUntil(() => [whole, cut].every((one) => one.state.ended !== null), 20_000);
    expect(cut.state.ended).toBe("broken off");
    expect(cut.state.received).toBeLessThan(size);
    expect(whole.state).toEqual({ received: size, ended: "whole" });
    expect([...(await takeWarnings(world.server)), ...(await takeWarnings(second))]).toEqual([]);
  });
});

describe("a reader who leaves in the middle", () => {
  it("leaves no connection to the bucket behind", async () => {
    const long = Buffer.alloc(48 * MB, 7);
    const { file } = await sendFile(world.owner, world.general, "left.bin", long);
    const before = s3.connections();
    const readers = await Promise.all(
      Array.from({ length: 5 }, () => beginDownload(world.owner, file.id)),
    );
    await waitUntil(() => readers.every(({ state }) => state.received > 0));
    for (const { response } of readers) response.pause();
    expect(s3.connections()).toBeGreaterThanOrEqual(5);
    const sent = s3.sent();
    for (const { response } of readers) response.destroy();
    await waitUntil(() => s3.connections() <= before);
    expect(s3.sent() - sent).toBeLessThan(long.length);
    expect(await takeWarnings(world.server)).toEqual([]);
  });
});

describe("a bucket that is away", () => {
  const refused = { status: 503, body: { code: "UNAVAILABLE" } };

  it("is told as such, and is used again when it is back", async () => {
    const { file } = await sendFile(world.owner, world.general, "before.txt");
    await s3.kill();
    for (const answer of [
      await download(world.owner, file.id),
      await upload(world.owner, world.general, "now.txt", "x"),
    ]) {
      expect(answer).toMatchObject(refused);
      expect(answer.body.error).toMatch(/^The store of files cannot be reached right now\./);
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    }
    expect(onDisk(dataDirs[0] ?? "")).toEqual([]);
    const said = await takeWarnings(world.server, 2);
    expect(said.filter(({ msg }) => AWAY.test(msg)).map(({ action }) => action)).toEqual([
      "head",
      "put",
    ]);
    expect(said.every(({ level }) => level === 40)).toBe(true);
    expect(JSON.stringify(said)).not.toContain("S3RVER");
    await s3.restart();
    expect((await download(world.owner, file.id)).bytes.toString()).toBe("what before.txt says");
    await sendFile(world.owner, world.general, "after.txt");
    expect(await takeWarnings(world.server)).toEqual([]);
  });

  it("that says nothing is waited for only so long, and who deletes a message not even that", async () => {
    const { message } = await sendFile(world.owner, world.general, "silent.txt");
    s3.pause();
    const answer = await deleteMessage(message)
      .then(() => upload(world.owner, world.general, "now.txt", "x"))
      .finally(s3.resume);
    expect(answer).toMatchObject(refused);
    const left = "files of a deleted message not removed yet";
    await waitUntil(() => world.server.logs.some(({ msg }) => msg === left), 20_000);
    const said = (await takeWarnings(world.server, 3)).filter(({ msg }) => msg !== left);
    expect(said.map(({ action, reason }) => [action, reason])).toEqual(
      ["delete", "put"].map((action) => [
        action,
        expect.objectContaining({ message: "no answer for 10000 ms" }),
      ]),
    );
  }, 90_000);

  it("loses what was deleted meanwhile as soon as it is swept", async () => {
    const { file, message } = await sendFile(world.owner, world.general, "gone.txt");
    await s3.kill();
    await deleteMessage(message);
    await s3.restart();
    expect(s3.keys()).toContain(keyOf(file));
    expect((await takeWarnings(world.server, 2)).map(({ msg }) => msg)).toEqual([
      "S3 did not answer as it should",
      "files of a deleted message not removed yet",
    ]);
    const third = await startServer({ env: settings });
    await waitUntil(() => !s3.keys().includes(keyOf(file)));
    expect(await takeWarnings(third)).toEqual([]);
    await third.stop();
  });

  it("that knows another key is told the same, and the log says why but no secret", async () => {
    const key = "a-key-that-it-does-not-know";
    const wrong = await startServer({ env: { ...settings, S3_ACCESS_KEY_ID: key } });
    const answer = await upload(world.owner.at(wrong.url), world.general, "x.txt", "x");
    expect(answer).toMatchObject(refused);
    const isRefusal = (line: object) => "action" in line && line.action === "put";
    await waitUntil(() => wrong.unexpected(/RATE_LIMITS/).some(isRefusal));
    // It may also have come to clear away what the servers before it left.
    const said = await takeWarnings(wrong);
    expect(said.filter(isRefusal)).toMatchObject([
      { reason: { name: "InvalidAccessKeyId", status: 403 } },
    ]);
    expect(JSON.stringify(said)).not.toMatch(/S3RVER|a-key-that/);
    await wrong.stop();
  });
});
