import { connect, type Socket } from "node:net";
import { once } from "node:events";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Receipt } from "@/lib/api-types";
import { letPass, waitUntil } from "../support/wait";
import { expectStatus, useWorld } from "../support/world";

/** Before a statement that waits for a lock is given up. */
const WITHIN_MS = 4_500;
const POOL = 2;
const BODY_AFTER_MS = 2_000;

let database: pg.Client;
const world = useWorld({ env: { DATABASE_POOL: String(POOL) } });
beforeAll(async () => {
  database = new pg.Client({ connectionString: world.databaseUrl });
  await database.connect();
});
afterAll(() => database.end());

it("a guest is cut, and a device signed out, while all connections for requests wait", async () => {
  const guest = await world.buildGuest();
  const members = await Promise.all(Array.from({ length: POOL }, () => world.buildMember()));
  const channels = await Promise.all(members.map(() => world.buildChannel()));
  const own = await world.owner.signIn();
  await database.query("BEGIN");
  await database.query("SELECT id FROM channel FOR UPDATE");
  const sends = members.map((member, n) =>
    member.post(`/api/channels/${channels[n]?.id}/messages`, { body: "waits" }),
  );
  try {
    await waitUntil(async () => (await countUnreadAll()) === POOL);
    const begun = performance.now();
    const { receipt } = await world.lock(guest.guest.id);
    expect(receipt.confirmed).toBe(true);
    expectStatus(await own.post("/api/auth/sign-out"), 200);
    expect(performance.now() - begun).toBeLessThan(WITHIN_MS);
    expect(await countUnreadAll()).toBe(POOL);
  } finally {
    await database.query("COMMIT");
  }
  for (const sent of await Promise.all(sends)) expectStatus(sent, 201);
});

it("a body that comes slowly, announced or not, keeps nobody waiting", async () => {
  const slow = await Promise.all(Array.from({ length: POOL }, () => world.buildMember()));
  const path = `/api/channels/${world.general.id}/messages`;
  const begun = slow.flatMap(({ cookie }) => [
    begin(path, cookie, "Content-Length: 100", "{"),
    begin(path, cookie, "Transfer-Encoding: chunked", "1\r\n{\r\n"),
  ]);
  await Promise.all(begun.map((socket) => once(socket, "connect")));
  const asked = performance.now();
  // By the second one all of them have come in.
  for (let n = 0; n < 5; n++) {
    expectStatus(await world.owner.post(path, { body: "through" }), 201);
  }
  expect(performance.now() - asked).toBeLessThan(WITHIN_MS);
  for (const socket of begun) socket.destroy();
});

it("a receipt counts the time from when the request came in", async () => {
  const { guest } = await world.buildGuest();
  const path = `/api/admin/guest/${guest.id}/disconnect`;
  const socket = begin(path, world.owner.cookie, "Content-Length: 2\r\nConnection: close", "");
  await letPass(BODY_AFTER_MS, "one has this lead in a race");
  const sent = performance.now();
  socket.write("{}");
  let answer = "";
  socket.on("data", (chunk: Buffer) => {
    answer += chunk.toString();
  });
  await once(socket, "close");
  const answeredInMs = performance.now() - sent;
  const { receipt } = JSON.parse(/\{.*\}/s.exec(answer)?.[0] ?? "{}") as { receipt: Receipt };
  expect(receipt.confirmed).toBe(true);
  expect(receipt.elapsedMs).toBeGreaterThan(answeredInMs + BODY_AFTER_MS / 2);
});

/** A POST whose body is not whole. */
function begin(path: string, cookie: string, length: string, body: string): Socket {
  const { hostname, port, host } = new URL(world.server.url);
  const socket = connect(Number(port), hostname);
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: ${host}`,
    `Cookie: ${cookie}`,
    "Content-Type: application/json",
    length,
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n${body}`);
  return socket;
}

async function countUnreadAll(): Promise<number> {
  const { rowCount } = await database.query(
    `SELECT 1 FROM pg_stat_activity WHERE datname = current_database()
      AND pg_backend_pid() = ANY(pg_blocking_pids(pid))`,
  );
  return rowCount ?? 0;
}
