import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { previewGuest } from "@/core/access/preview";
import type { Principal } from "@/core/access/principal";
import { createChannel } from "@/core/channels/create-channel";
import { changeMembership, markAllRead } from "@/core/channels/change-membership";
import { joinChannel } from "@/core/channels/join-channel";
import { listChannels } from "@/core/channels/list-channels";
import { markRead } from "@/core/channels/mark-read";
import { openDirect } from "@/core/channels/open-direct";
import { uploadFile } from "@/core/files/upload-file";
import { deleteMessage, editMessage, toggleReaction } from "@/core/messages/change-message";
import { listMessages } from "@/core/messages/list-messages";
import { noteTyping } from "@/core/messages/note-typing";
import { followThread } from "@/core/messages/read-thread";
import { seeThread } from "@/core/messages/see-thread";
import { sendMessage } from "@/core/messages/send-message";
import { setUpInstance } from "@/core/workspaces/create-workspace";
import { openDatabase, rows } from "@/db/client";
import { readEnv } from "@/lib/read-env";
import { channelRoom } from "@/lib/rooms";
import { copyDatabase, dropDatabase } from "../support/services/postgres";

/** What an admin who looks at what a guest sees could do with the principal that they look by. */
let admin: Principal;
let close: () => Promise<void>;
beforeAll(async () => {
  process.env.LOG_LEVEL = "silent";
  process.env.BETTER_AUTH_SECRET = "a secret of this test that is long enough";
  process.env.DATABASE_URL = await copyDatabase(inject("postgresUrl"), inject("migratedUrl"));
  const database = await openDatabase(readEnv(process.env));
  close = database.close;
  admin = await fill();
});
afterAll(async () => {
  await close();
  await dropDatabase(inject("postgresUrl"), process.env.DATABASE_URL ?? "");
});

/** The guest ROW, with everything that lets somebody act: a session, a channel, and messages of their own. */
async function fill(): Promise<Principal> {
  const account = { name: "Olive Owner", email: "olive@acme.test", password: "correct horse" };
  const { workspace, userId } = await setUpInstance(account, { name: "Acme", slug: "acme" });
  const { id } = workspace;
  await rows(sql`INSERT INTO "user" (id, name, email) VALUES ('gina', 'Gina', 'gina@guests.test')`);
  await rows(sql`INSERT INTO guest (id, workspace_id, user_id, invited_by)
    VALUES ('ROW', ${id}, 'gina', ${userId})`);
  await rows(sql`INSERT INTO session (id, user_id, token, expires_at)
    VALUES ('device', 'gina', 'token', now() + interval '1 day')`);
  await rows(sql`INSERT INTO channel (id, workspace_id, name, visibility, last_seq, last_rev)
    VALUES ('own', ${id}, 'own', 'private', 1, 1)`);
  await rows(sql`INSERT INTO channel_member (channel_id, user_id)
    VALUES ('own', 'gina'), ('own', ${userId})`);
  await rows(sql`INSERT INTO message (id, channel_id, seq, rev, author_id, author_guest, body, client_id)
    VALUES ('mine', 'own', 1, 1, 'gina', true, 'Mine', ${randomUUID()})`);
  const [member] = await rows<{ id: string }>(sql`SELECT id FROM member WHERE user_id = ${userId}`);
  return { id: member?.id ?? "", as: "owner", userId, name: "Olive", sessionId: "", workspace };
}

const nothing = async function* () {
  yield Buffer.from("bytes");
};

/** Everything that a guest may do, on what is theirs. */
const CHANGES: [name: string, change: (as: Principal) => Promise<unknown>][] = [
  [
    "send",
    (as) => sendMessage(as, { channelId: "own", body: "x", clientId: randomUUID(), fileIds: [] }),
  ],
  ["edit", (as) => editMessage(as, { messageId: "mine", body: "Not mine" })],
  ["delete", (as) => deleteMessage(as, { messageId: "mine" })],
  ["react", (as) => toggleReaction(as, { messageId: "mine", emoji: "👍" })],
  ["read", (as) => markRead(as, { channelId: "own", seq: 1 })],
  ["read everything", (as) => markAllRead(as)],
  ["mute", (as) => changeMembership(as, "own", { muted: true })],
  ["follow", (as) => followThread(as, { messageId: "mine", following: true })],
  ["see a thread", (as) => seeThread(as, { messageId: "mine", seq: 1 })],
  ["begin a conversation", (as) => openDirect(as, [admin.userId])],
  [
    "type",
    (as) => {
      const connection = { id: "c", rooms: new Set([channelRoom("own")]) };
      return noteTyping(as, connection, { channelId: "own", typing: true });
    },
  ],
  [
    "upload",
    (as) => uploadFile(as, { channelId: "own", name: "x.txt", announcedSize: 5, parts: nothing() }),
  ],
];

async function readAll(): Promise<unknown> {
  const tables = await rows<{ name: string }>(
    sql`SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`,
  );
  const states = tables.map(({ name }) =>
    rows(sql`SELECT ${name} AS name, md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), ''))
      FROM ${sql.identifier(name)} t`),
  );
  return Promise.all(states);
}

it.each(["active", "locked"])("a preview of an %s guest reads, and changes nothing", async (is) => {
  const lock = is === "locked" ? sql`now()` : sql`NULL`;
  await rows(sql`UPDATE guest SET locked_at = ${lock} WHERE id = 'ROW'`);
  const { asGuest, isShut } = await previewGuest(admin, "ROW");
  expect(isShut).toBe(is === "locked");
  expect((await listChannels(asGuest)).map(({ id }) => id)).toEqual(["own"]);
  expect((await listMessages(asGuest, { channelId: "own" })).messages).toHaveLength(1);
  const before = await readAll();
  for (const [name, change] of CHANGES) {
    const refused = await change(asGuest).then(
      () => "done",
      (error: Error) => error.message,
    );
    expect(refused, name).toBe("a preview of a guest reads and changes nothing");
  }
  expect(await readAll()).toEqual(before);
});

it("what a guest may not do, a preview may not either", async () => {
  const { asGuest } = await previewGuest(admin, "ROW");
  const wish = { name: "new", visibility: "public" as const };
  await expect(createChannel(asGuest, wish)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(joinChannel(asGuest, "own")).rejects.toMatchObject({ code: "FORBIDDEN" });
});

it("a copy of a preview is an ordinary principal: a locked guest's, who sees nothing", async () => {
  await rows(sql`UPDATE guest SET locked_at = now() WHERE id = 'ROW'`);
  const { asGuest } = await previewGuest(admin, "ROW");
  expect(await listChannels(asGuest)).toHaveLength(1);
  expect(await listChannels({ ...asGuest })).toEqual([]);
  expect(await listChannels(JSON.parse(JSON.stringify(asGuest)))).toEqual([]);
});

it("only an admin of the workspace gets one", async () => {
  const member = { ...admin, as: "member" as const };
  await expect(previewGuest(member, "ROW")).rejects.toMatchObject({ code: "NOT_FOUND" });
  const elsewhere = { ...admin, workspace: { ...admin.workspace, id: "other" } };
  await expect(previewGuest(elsewhere, "ROW")).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(previewGuest(admin, "none")).rejects.toMatchObject({ code: "NOT_FOUND" });
});
