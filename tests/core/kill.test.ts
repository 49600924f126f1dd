import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, inject, it } from "vitest";
import type { Channel, Message } from "@/lib/api-types";
import type { Connection, Person } from "../support/person";
import { startServer } from "../support/server";
import { createDatabase } from "../support/services/postgres";
import { waitUntil } from "../support/wait";
import { buildWorld, inWorkspace } from "../support/world";

const ROUNDS = 2;

async function readAll(person: Person, channel: Channel): Promise<Message[]> {
  const all: Message[] = [];
  for (let more = true; more; ) {
    const after = all.at(-1)?.seq ?? 0;
    const page = await person.get(`/api/channels/${channel.id}/messages?after=${after}&limit=200`);
    expect(page.status).toBe(200);
    all.push(...page.body.messages);
    more = page.body.hasMore;
  }
  return all;
}

/** Sends one message after the other until the connection is gone; notes what was acknowledged. */
async function sendUntilGone(tab: Connection, channelId: string, kept: Message[]): Promise<void> {
  while (tab.socket.connected) {
    try {
      kept.push(await tab.send(channelId, `message ${kept.length}`));
    } catch (error) {
      if (tab.socket.connected) throw error;
    }
  }
}

describe("SIGKILL while messages are being acknowledged", () => {
  it.each(["PGlite", "Postgres"])(
    "loses none of them on %s",
    async (name) => {
      const dataDir = mkdtempSync(path.join(tmpdir(), "gatehouse-kill-"));
      const env =
        name === "Postgres"
          ? { DATABASE_URL: await createDatabase(inject("postgresUrl")) }
          : undefined;
      const options = { dataDir, ...(env && { env }) };
      let world = await buildWorld({ ...options, embedded: name === "PGlite" });
      const guest = await world.buildGuest();
      const acknowledged: Message[] = [];
      for (let round = 1; round <= ROUNDS; round++) {
        const people = [world.owner, guest.at(world.server.url)];
        const tabs = await Promise.all(
          people.flatMap((one) => [one.enter("acme"), one.enter("acme")]),
        );
        const senders = tabs.map((tab) => sendUntilGone(tab, world.general.id, acknowledged));
        await waitUntil(() => acknowledged.length >= round * 150, 20_000);
        await world.server.stop("SIGKILL");
        await Promise.all(senders);

        const again = await startServer(options);
        world = inWorkspace(again, world.owner.at(again.url), world.slug, world.general);
        const stored = await readAll(world.owner, world.general);
        const byId = new Map(stored.map((message) => [message.id, message]));
        for (const { id, seq, body } of acknowledged) {
          expect(byId.get(id)).toMatchObject({ seq, body });
        }
        expect(stored.map((message) => message.seq)).toEqual(stored.map((_, i) => i + 1));
      }
      expect(world.server.unexpected(/RATE_LIMITS/)).toEqual([]);
      await world.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
    120_000,
  );
});
