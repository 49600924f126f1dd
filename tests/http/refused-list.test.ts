import { expect, it } from "vitest";
import type { OriginList } from "@/lib/api-types";
import { readRow } from "../support/drills";
import type { Person } from "../support/person";
import { askRaw } from "../support/raw";
import { expectStatus, useWorld } from "../support/world";

const world = useWorld({ expected: [/^origin refused$/], env: { TRUST_PROXY: "1" } });

async function list(by: Person = world.owner): Promise<OriginList> {
  return expectStatus(await by.get("/api/admin/origins"), 200).body;
}

/** A page of this origin sends a request that changes something, or opens a connection. */
async function tryFrom(
  origin: string,
  { from = "192.0.2.1", path = "/api/workspaces" } = {},
): Promise<void> {
  const headers: [string, string][] = [
    ["Origin", origin],
    ["X-Forwarded-For", from],
    ["Content-Type", "application/json"],
  ];
  const method = path.startsWith("/api") ? "POST" : "GET";
  expect((await askRaw(world.server.url, path, { method, headers, body: "" })).status).toBe(403);
}

it("says what was refused, how often, when, and from where", async () => {
  const before = new Date().toISOString();
  await tryFrom("https://one.example");
  await tryFrom("https://one.example", { from: "192.0.2.2", path: "/socket.io/?EIO=4" });
  await tryFrom("null", { path: "/socket.io/?EIO=4&transport=polling" });
  const { allowed, refused } = await list();
  expect(allowed).toEqual([world.server.url]);
  expect(refused).toMatchObject([
    { origin: "null", count: 1, addresses: ["192.0.2.1"] },
    { origin: "https://one.example", count: 2, addresses: ["192.0.2.2", "192.0.2.1"] },
  ]);
  for (const { firstAt, lastAt } of refused) {
    expect(firstAt <= lastAt).toBe(true);
    expect(new Date(firstAt).getTime()).toBeGreaterThan(new Date(before).getTime() - 1_000);
  }
  await tryFrom("https://one.example", { from: "192.0.2.1" });
  const [latest] = (await list()).refused;
  expect(latest).toMatchObject({ count: 3, addresses: ["192.0.2.1", "192.0.2.2"] });
});

it("keeps the latest thousand, each with its latest ten addresses", async () => {
  await readRow(
    world.databaseUrl,
    `INSERT INTO refused_origin SELECT 'https://s' || n, 1, now() - interval '1 day',
      now() - interval '1 hour' - make_interval(secs => n), '["192.0.2.9"]'
      FROM generate_series(1, 1000) n`,
  );
  for (let n = 0; n < 15; n++) {
    await tryFrom("https://many.example", { from: `192.0.2.${n}` });
  }
  const { refused } = await list();
  expect(refused).toHaveLength(1_000);
  expect(refused[0]).toMatchObject({ origin: "https://many.example", count: 15 });
  expect(refused[0]?.addresses).toEqual(Array.from({ length: 10 }, (_, n) => `192.0.2.${14 - n}`));
  expect(refused.at(-1)?.origin).toBe("https://s997");
  const kept = await readRow(world.databaseUrl, "SELECT count(*)::int FROM refused_origin");
  expect(kept).toEqual({ count: 1_000 });
});
