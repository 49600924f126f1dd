import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse } from "content-disposition";
import pg from "pg";
import { afterAll, describe, expect, inject, it } from "vitest";
import type { Message } from "@/lib/api-types";
import {
  beginDownload,
  beginUpload,
  download,
  makePng,
  onDisk,
  sendFile,
  upload,
  uploaded,
} from "../support/files";
import { askRaw } from "../support/raw";
import { startServer } from "../support/server";
import { createDatabase } from "../support/services/postgres";
import { letPass, waitUntil } from "../support/wait";
import { buildWorld, expectStatus, useWorld, type World } from "../support/world";

const MB = 1024 * 1024;
const dataDir = mkdtempSync(path.join(tmpdir(), "gatehouse-files-"));
afterAll(async () => {
  rmSync(dataDir, { recursive: true, force: true });
});
const world = useWorld({ embedded: true, dataDir, env: { MAX_UPLOAD_MB: "48" } });

const send = (person: World["owner"], channelId: string, body: object) =>
  person.post(`/api/channels/${channelId}/messages`, body);

describe("a file", () => {
  it("goes both ways between a member and a guest, and comes back byte by byte", async () => {
    const guest = await world.buildGuest();
    const tab = await world.owner.enter("acme");
    const picture = makePng(40, 30);
    const { file, message } = await sendFile(guest, world.general, "our plan.png", picture);
    expect(file).toEqual({
      id: expect.any(String),
      name: "our plan.png",
      type: "image/png",
      size: picture.length,
      width: 40,
      height: 30,
    });
    expect(message.files).toEqual([file]);
    expect((await tab.next("message:created")).message.files).toEqual([file]);
    expect((await download(world.owner, file.id)).bytes.equals(picture)).toBe(true);

    const document = Buffer.from("%PDF-1.7\n%âãÏÓ\nnothing in it\n");
    const answer = await sendFile(world.owner, world.general, "contract.pdf", document);
    expect(answer.file).toMatchObject({ type: "application/pdf", width: null, height: null });
    expect((await download(guest, answer.file.id)).bytes.equals(document)).toBe(true);
    const page = await guest.get(`/api/channels/${world.general.id}/messages?limit=2`);
    expect(page.body.messages.map((one: Message) => one.files)).toEqual([[file], [answer.file]]);
    const find = async (query: string) => {
      const { body } = await guest.get(`/api/workspaces/acme/search?q=${query}`);
      return body.hits.map((hit: { message: Message }) => hit.message.id);
    };
    expect(await find("has:file")).toEqual([answer.message.id, message.id]);
    expect(await find("has:image")).toEqual([message.id]);
    expect(await find("has:image from:me")).toEqual([message.id]);
    expect(await find("has:file from:olive")).toEqual([answer.message.id]);
    expect(await find("plan.png")).toEqual([message.id]);
    expect(await find("contr pdf")).toEqual([answer.message.id]);
    await tab.emit("message:edit", { messageId: answer.message.id, body: "signed" });
    expect(await find("signed contract")).toEqual([answer.message.id]);
    expect(await find('"signed contract"')).toEqual([]);
    const stranger = await world.buildGuest({ channels: [await world.buildChannel()] });
    const hidden = await stranger.get("/api/workspaces/acme/search?q=plan.png");
    expect(hidden.body.hits).toEqual([]);
    tab.close();
  });

  it("that somebody may not open says so on a page in a browser, and as data otherwise", async () => {
    const { file } = await sendFile(world.owner, world.general, "for-us.txt", "kept");
    const elsewhere = await world.buildGuest({ channels: [await world.buildChannel()] });
    // Not by fetch, which says of every request that a script sends it.
    const follow = (cookie: string, mode = "navigate") =>
      askRaw(world.server.url, `/api/files/${file.id}?<b>`, {
        headers: [
          ["Cookie", cookie],
          ["Accept", "text/html,*/*"],
          ["Sec-Fetch-Mode", mode],
          ["Sec-Fetch-Site", "same-origin"],
        ],
      });
    const page = await follow(elsewhere.cookie);
    expect([page.status, page.headers["content-type"]]).toEqual([404, "text/html; charset=utf-8"]);
    expect(page.text).toContain("it leads to something you cannot see");
    const signedOut = await follow("");
    expect(signedOut.text).toContain(`/sign-in?next=%2Fapi%2Ffiles%2F${file.id}`);
    expect(signedOut.text).not.toContain("<b>");
    const locked = await world.buildGuest();
    await world.lock(locked.guest.id);
    expect((await follow(locked.cookie)).text).toContain("has been revoked");
    expect((await follow(locked.cookie, "cors")).body.code).toBe("GUEST_LOCKED");
  });

  it("may be empty", async () => {
    const { file } = await sendFile(world.owner, world.general, "empty.txt", "");
    expect(file.size).toBe(0);
    expect(await download(world.owner, file.id)).toMatchObject({ status: 200, body: null });
  });

  it("is given in parts to a player, and only to who may open it", async () => {
    const sound = Buffer.alloc(100, 7);
    sound.set([0xff, 0xfb, 0x90, 0x64]);
    const { file } = await sendFile(world.owner, world.general, "talk.mp3", sound);
    const ask = async (range: string, person: World["owner"] = world.owner) => {
      const path = `${world.server.url}/api/files/${file.id}`;
      const headers = { cookie: person.cookie, range };
      const answer = await fetch(path, { headers });
      const bytes = Buffer.from(await answer.arrayBuffer());
      return { status: answer.status, range: answer.headers.get("content-range"), bytes, answer };
    };
    const whole = await ask("");
    expect(whole.status).toBe(200);
    expect(whole.answer.headers.get("content-type")).toBe("audio/mpeg");
    expect(whole.answer.headers.get("content-disposition")).toMatch(/^inline/);
    expect(whole.answer.headers.get("accept-ranges")).toBe("bytes");
    for (const [asked, start, end] of [
      ["bytes=0-1", 0, 1],
      ["bytes=10-", 10, 99],
      ["bytes=-5", 95, 99],
      ["bytes=90-500", 90, 99],
    ] as const) {
      const part = await ask(asked);
      expect([part.status, part.range]).toEqual([206, `bytes ${start}-${end}/100`]);
      expect(part.answer.headers.get("content-length")).toBe(String(end - start + 1));
      expect(part.bytes.equals(sound.subarray(start, end + 1))).toBe(true);
    }
    expect(await ask("bytes=100-")).toMatchObject({ status: 416, range: "bytes */100" });
    for (const odd of ["bytes=5-2", "bytes=-", "bytes=0-1,3-4", "lines=1-2"]) {
      expect((await ask(odd)).bytes.equals(sound), odd).toBe(true);
    }
    const elsewhere = await world.buildGuest({ channels: [await world.buildChannel()] });
    expect((await ask("bytes=0-1", elsewhere)).status).toBe(404);
  });

  it("is told of by HEAD without its bytes", async () => {
    const { file } = await sendFile(world.owner, world.general, "a.txt", "four");
    const { status, bytes } = await download(world.owner, file.id, "HEAD");
    expect([status, bytes.length]).toEqual([200, 0]);
  });
});

describe("what a browser may do with a file", () => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`;
  const cases: [name: string, bytes: Buffer | string, type: string, shown: boolean][] = [
    ["photo.png", makePng(4, 4), "image/png", true],
    ["looks like text.txt", makePng(4, 4), "image/png", true],
    ["photo.png", "<!doctype html><script>alert(1)</script>", "text/plain", false],
    ["drawing.svg", svg, "text/plain", false],
    ["drawing.svg", `<?xml version="1.0"?>${svg}`, "application/xml", false],
    ["page.html", "<html><body onload=alert(1)>", "text/plain", false],
    ["program", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), "application/x-elf", false],
    ["noise.bin", Buffer.from([0, 1, 2, 3, 0xff, 0xfe]), "application/octet-stream", false],
    // A picture that cannot be measured, and one that claims ten billion dots.
    ["half.png", makePng(4, 4).subarray(0, 12), "application/octet-stream", false],
    ["bomb.png", claim(makePng(1, 1), 100_000), "image/png", false],
  ];
  it.each(cases)("%s with %o is of type %s", async (name, bytes, type, shown) => {
    const { file } = await sendFile(world.owner, world.general, name, bytes);
    expect([file.type, file.width !== null]).toEqual([type, shown]);
    const { headers } = await download(world.owner, file.id);
    expect(headers.get("content-length")).toBe(String(file.size));
    expect(headers.get("content-type")).toBe(shown ? type : "application/octet-stream");
    expect(headers.get("content-disposition")).toMatch(shown ? /^inline; / : /^attachment; /);
    expect(headers.get("content-security-policy")).toContain("sandbox; default-src 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.get("cache-control")).toMatch(/^private, no-store/);
  });
});

function claim(png: Buffer, side: number): Buffer {
  const copy = Buffer.from(png);
  copy.writeUInt32BE(side, 16);
  copy.writeUInt32BE(side, 20);
  return copy;
}

describe("the name of a file", () => {
  const cases: [given: string, kept: string][] = [
    ["../../../etc/passwd", "passwd"],
    ["..\\..\\windows\\system.ini", "system.ini"],
    ["/absolute", "absolute"],
    ["..", "file"],
    ["folder/", "file"],
    ["a\0b\r\nSet-Cookie: x=1.txt", "abSet-Cookie: x=1.txt"],
    ["\u202egpj.exe", "gpj.exe"],
    [`it's "quoted" (100%) 🎉.txt`, `it's "quoted" (100%) 🎉.txt`],
    ["می\u200cخواهم.pdf", "می\u200cخواهم.pdf"],
    ["👨\u200d👩\u200d👧.png", "👨\u200d👩\u200d👧.png"],
    ["half \ud83d a character.txt", "half \ufffd a character.txt"],
    [`${"x".repeat(250)}.txt`, `${"x".repeat(195)}….txt`],
  ];
  it.each(cases)("%j is kept as %j", async (given, kept) => {
    const before = onDisk(dataDir).length;
    const { file } = await sendFile(world.owner, world.general, given.toWellFormed(), "x");
    expect(file.name).toBe(kept);
    const { headers } = await download(world.owner, file.id);
    const disposition = headers.get("content-disposition") ?? "";
    expect(disposition).toMatch(/^attachment; [\x20-\x7e]+$/);
    expect(parse(disposition).parameters).toMatchObject({ filename: kept });
    expect(headers.get("set-cookie")).toBeNull();
    expect(onDisk(dataDir).length).toBe(before + 1);
    expect(onDisk(dataDir)).toContain(`${file.id.slice(-2)}/${file.id}`);
  });

  it.each(["", "?name=", "?name=%00", "?name=%E2%81%A0%E3%85%A4", `?name=${"x".repeat(256)}`])(
    "%j is refused",
    async (query) => {
      const path = `/api/channels/${world.general.id}/files${query}`;
      expect(await world.owner.post(path)).toMatchObject({
        status: 400,
        body: { code: "VALIDATION", issues: [{ path: "name" }] },
      });
    },
  );
});

describe("the limits", () => {
  it("refuses what is too large, announced or not, and keeps nothing of it", async () => {
    const before = onDisk(dataDir);
    const path = `/api/channels/${world.general.id}/files?name=x`;
    const cookie: [string, string] = ["Cookie", world.owner.cookie];
    const announced = await askRaw(world.server.url, path, {
      method: "POST",
      headers: [cookie],
      body: Buffer.alloc(48 * MB + 1),
    });
    const { req, ended } = beginUpload(world.owner, world.general, "x");
    req.end(Buffer.alloc(48 * MB + 1));
    expect(announced.status).toBe(413);
    expect(announced.body).toMatchObject({ code: "TOO_LARGE" });
    expect(announced.body.error).toMatch(/48 MB/);
    expect(await ended).toBe(413);
    const exact = await upload(world.owner, world.general, "x", Buffer.alloc(48 * MB));
    expect(exact.status).toBe(201);
    expect(onDisk(dataDir).length).toBe(before.length + 1);
  });

  it("keeps nothing of an upload that breaks off", async () => {
    const before = onDisk(dataDir);
    const { req, ended } = beginUpload(world.owner, world.general, "x");
    req.write(Buffer.alloc(MB));
    await waitUntil(() => onDisk(dataDir).length === before.length + 1);
    req.destroy();
    expect(await ended).toBe("broken off");
    await waitUntil(() => onDisk(dataDir).length === before.length);
  });

  it("lets a person upload 20 files a minute", async () => {
    const strict = await buildWorld({
      env: { RATE_LIMITS: "on" },
    });
    const tries = Array.from({ length: 21 }, () => upload(strict.owner, strict.general, "x", "x"));
    const answers = await Promise.all(tries);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual([[429, "RATE_LIMITED"]]);
    expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(strict.server.unexpected()).toEqual([]);
    await strict.stop();
  }, 90_000);
});

describe("what was not sent", () => {
  it("is at most 100 files of a person, or ten of the largest, however many come at once", async () => {
    const small = await buildWorld({ env: { MAX_UPLOAD_MB: "1" } });
    const guest = await small.buildGuest();
    const statuses = async (many: Buffer[]) =>
      (await Promise.all(many.map((bytes) => upload(guest, small.general, "x.bin", bytes))))
        .map(({ status }) => status)
        .sort();
    const largest = Array.from({ length: 12 }, () => Buffer.alloc(MB));
    expect(await statuses(largest)).toEqual([...Array(10).fill(201), 413, 413]);
    const refused = await upload(guest, small.general, "one more.txt", "words");
    expect(refused).toMatchObject({ status: 413, body: { code: "TOO_LARGE", error: /10 MB/ } });
    expect((await upload(small.owner, small.general, "mine.txt", "words")).status).toBe(201);

    const unsent = await small.buildGuest();
    const tiny = Array.from({ length: 35 }, () => Buffer.from("words"));
    const all = [];
    for (let i = 0; i < 3; i++) {
      all.push(...(await Promise.all(tiny.map((b) => upload(unsent, small.general, "x", b)))));
    }
    const kept = all.filter(({ status }) => status === 201);
    expect(all.filter(({ status }) => status === 413)).toHaveLength(5);
    expect(kept).toHaveLength(100);
    const body = { body: "one", fileIds: [kept[0]?.body.file.id as string] };
    expect((await unsent.post(`/api/channels/${small.general.id}/messages`, body)).status).toBe(
      201,
    );
    expect((await upload(unsent, small.general, "x", "words")).status).toBe(201);
    expect((await upload(unsent, small.general, "x", "words")).status).toBe(413);
    await small.stop();
    // It starts a server of its own and sends a hundred files, on a machine that does other things too.
  });

  it("counts while it is on its way", async () => {
    const small = await buildWorld({ env: { MAX_UPLOAD_MB: "1" } });
    const guest = await small.buildGuest();
    const coming = Array.from({ length: 11 }, () => beginUpload(guest, small.general, "slow.bin"));
    let refused = 0;
    for (const { req, ended } of coming) {
      void ended.then((status) => (refused += status === 413 ? 1 : 0));
      req.write(Buffer.alloc(MB));
    }
    await waitUntil(() => refused === 1);
    for (const { req } of coming) req.destroy();
    await small.stop();
  });
});

describe("attaching", () => {
  const refused = { status: 404, body: { code: "NOT_FOUND" } };

  it("takes only one's own uploads to that channel", async () => {
    const member = await world.buildMember();
    const elsewhere = await world.buildChannel();
    const theirs = await uploaded(member, world.general, "theirs.txt");
    const there = await uploaded(world.owner, elsewhere, "there.txt");
    const mine = await uploaded(world.owner, world.general, "mine.txt");
    for (const fileIds of [[theirs.id], [there.id], ["nothing"], [mine.id, theirs.id]]) {
      const answer = await send(world.owner, world.general.id, { body: "look", fileIds });
      expect(answer).toMatchObject(refused);
    }
    const all = Array.from({ length: 11 }, () => mine.id);
    expect(await send(world.owner, world.general.id, { body: "x", fileIds: all })).toMatchObject({
      status: 400,
      body: { issues: [{ path: "fileIds" }] },
    });
    const second = await uploaded(world.owner, world.general, "second.txt");
    const fileIds = [second.id, mine.id, second.id];
    const sent = await send(world.owner, world.general.id, { body: "both", fileIds });
    expect(expectStatus(sent, 201).body.message.files).toEqual([second, mine]);
  });

  it("gives a file to one of two messages that want it at the same time", async () => {
    const tab = await world.owner.enter("acme");
    const file = await uploaded(world.owner, world.general, "once.txt");
    const draft = { body: "once", fileIds: [file.id] };
    const tries = Array.from({ length: 6 }, (_, i) =>
      i % 2 === 0
        ? send(world.owner, world.general.id, draft).then(({ status }) => status)
        : tab
            .emit("message:send", {
              ...draft,
              channelId: world.general.id,
              clientId: crypto.randomUUID(),
            })
            .then((answer) => (answer.ok ? 201 : 404)),
    );
    expect((await Promise.all(tries)).sort()).toEqual([201, 404, 404, 404, 404, 404]);
    tab.close();
  });

  it("gives the same message again for the same clientId", async () => {
    const file = await uploaded(world.owner, world.general, "again.txt");
    const draft = { body: "again", clientId: crypto.randomUUID(), fileIds: [file.id] };
    const first = expectStatus(await send(world.owner, world.general.id, draft), 201);
    const second = expectStatus(await send(world.owner, world.general.id, draft), 200);
    expect(second.body).toEqual(first.body);
    expect(second.body.message.files).toEqual([file]);
  });
});

describe("who may have a file", () => {
  it("hides files of channels that one cannot see, as if they were not there", async () => {
    const closed = await world.buildChannel({ visibility: "private" });
    const { file } = await sendFile(world.owner, closed, "secret.txt");
    const member = await world.buildMember();
    const guest = await world.buildGuest();
    const missing = crypto.randomUUID();
    for (const person of [member, guest]) {
      const hidden = await download(person, file.id);
      expect(hidden.status).toBe(404);
      expect(hidden.body).toEqual((await download(person, missing)).body);
      const up = await upload(person, closed, "x", "x");
      const nowhere = await upload(person, { ...closed, id: missing }, "x", "x");
      expect([up.status, up.body]).toEqual([404, nowhere.body]);
    }
    expect((await fetch(`${world.server.url}/api/files/${file.id}`)).status).toBe(401);
    for (const id of ["%00", "..%2f..%2fsecret", "x".repeat(300)]) {
      expect((await download(member, id)).status).toBe(404);
    }
  });

  it("shows what was not sent yet only to whoever uploaded it", async () => {
    const member = await world.buildMember();
    const file = await uploaded(member, world.general, "draft.txt");
    expect((await download(member, file.id)).status).toBe(200);
    expect((await download(world.owner, file.id)).status).toBe(404);
  });

  it("takes nothing into an archived channel", async () => {
    const channel = await world.buildChannel();
    await world.owner.call("PATCH", `/api/channels/${channel.id}`, { archived: true });
    expect(await upload(world.owner, channel, "x", "x")).toMatchObject({ status: 409 });
  });

  it("forgets the files of a deleted message, on the disk too", async () => {
    const tab = await world.owner.enter("acme");
    const { file, message } = await sendFile(world.owner, world.general, "regret.txt");
    const answer = await tab.emit("message:delete", { messageId: message.id });
    expect(answer).toMatchObject({ ok: true, data: { message: { files: [] } } });
    expect((await download(world.owner, file.id)).status).toBe(404);
    expect(onDisk(dataDir).filter((name) => name.includes(file.id))).toEqual([]);
    tab.close();
  });
});

describe("a revoked guest", () => {
  it("gets nothing and brings nothing in", async () => {
    const guest = await world.buildGuest();
    const { file } = await sendFile(guest, world.general, "mine.txt");
    const waiting = await uploaded(guest, world.general, "waiting.txt");
    await world.lock(guest.guest.id);
    const before = onDisk(dataDir);
    for (const id of [file.id, waiting.id]) {
      expect(await download(guest, id)).toMatchObject({
        status: 403,
        body: { code: "GUEST_LOCKED" },
      });
    }
    expect(await upload(guest, world.general, "late.txt", "x")).toMatchObject({
      status: 403,
      body: { code: "GUEST_LOCKED" },
    });
    expect(onDisk(dataDir)).toEqual(before);
    await world.unlock(guest.guest.id);
    expect((await download(guest, file.id)).status).toBe(200);
  });

  it("sees a download under way break off, read or not", async () => {
    const guest = await world.buildGuest();
    const size = 48 * MB;
    const { file } = await sendFile(world.owner, world.general, "long.bin", Buffer.alloc(size, 7));
    const [stalled, slow] = await Promise.all([
      beginDownload(guest, file.id),
      beginDownload(guest, file.id),
    ]);
    const whole = await beginDownload(world.owner, file.id);
    for (const one of [stalled, slow, whole]) {
      await waitUntil(() => one.state.received > 0);
      one.response.pause();
    }
    const slowly = setInterval(() => slow.response.read(1024), 20);
    const { receipt } = await world.lock(guest.guest.id);
    expect(receipt.confirmed).toBe(true);
    clearInterval(slowly);
    for (const one of [stalled, slow, whole]) one.response.resume();
    await waitUntil(() => [stalled, slow, whole].every((one) => one.state.ended !== null), 20_000);
    for (const { state } of [stalled, slow]) {
      expect(state.ended).toBe("broken off");
      expect(state.received).toBeLessThan(size);
    }
    expect(whole.state).toEqual({ received: size, ended: "whole" });
  });

  it("sees an upload under way refused, and nothing of it stays", async () => {
    const guest = await world.buildGuest();
    const before = onDisk(dataDir).length;
    const { req, ended } = beginUpload(guest, world.general, "late.bin");
    const parts = setInterval(() => req.write(Buffer.alloc(1024)), 10);
    await waitUntil(() => onDisk(dataDir).length === before + 1);
    await world.lock(guest.guest.id);
    clearInterval(parts);
    req.end();
    expect(["broken off", 403]).toContain(await ended);
    await waitUntil(() => onDisk(dataDir).length === before);
  });

  it("finds what was uploaded before the lock again when restored", async () => {
    const guest = await world.buildGuest();
    const file = await uploaded(guest, world.general, "whole.txt");
    await world.lock(guest.guest.id);
    await world.unlock(guest.guest.id);
    const sent = await send(guest, world.general.id, { body: "back", fileIds: [file.id] });
    expect(sent.status).toBe(201);
  });
});

describe("the sweep", () => {
  it("clears away what was not sent within a day, and only that", async () => {
    const url = await createDatabase(inject("postgresUrl"));
    const folder = mkdtempSync(path.join(tmpdir(), "gatehouse-sweep-"));
    const options = { dataDir: folder, env: { DATABASE_URL: url } };
    const first = await buildWorld(options);
    const { file: sent } = await sendFile(first.owner, first.general, "sent.txt");
    const forgotten = await uploaded(first.owner, first.general, "forgotten.txt");
    const client = new pg.Client(url);
    await client.connect();
    await client.query("UPDATE file SET created_at = now() - interval '25 hours'");
    const late = { body: "late", fileIds: [forgotten.id] };
    expect((await send(first.owner, first.general.id, late)).status).toBe(404);
    const fresh = await uploaded(first.owner, first.general, "fresh.txt");
    const { message } = await sendFile(first.owner, first.general, "left behind.txt");
    await client.query("UPDATE message SET deleted_at = now() WHERE id = $1", [message.id]);
    const second = await startServer(options);
    const kept = [sent, fresh].map(({ id }) => `${id.slice(-2)}/${id}`).sort();
    await waitUntil(() => onDisk(folder).length <= kept.length);
    await letPass(100, "what is let through would come by then");
    expect(onDisk(folder).sort()).toEqual(kept);
    expect((await download(first.owner, forgotten.id)).status).toBe(404);
    // The rows go after the bytes.
    const known = async () =>
      (await client.query<{ id: string }>("SELECT id FROM file")).rows.map(({ id }) => id).sort();
    await expect.poll(known).toEqual([sent.id, fresh.id].sort());
    expect([
      ...first.server.unexpected(/RATE_LIMITS/),
      ...second.unexpected(/RATE_LIMITS/),
    ]).toEqual([]);
    await client.end();
    await second.stop();
    await first.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 90_000);
});
