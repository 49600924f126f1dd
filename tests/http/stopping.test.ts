import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, inject, it } from "vitest";
import { beginUpload } from "../support/files";
import { askRaw } from "../support/raw";
import { startServer } from "../support/server";
import { createDatabase } from "../support/services/postgres";
import { letPass, waitUntil } from "../support/wait";
import { buildWorld } from "../support/world";

const VISITORS = 60;

it.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
  "a node that stops by %s says so to whoever asks, and lets what is under way finish",
  async (signal) => {
    const world = await buildWorld();
    const { req, ended } = beginUpload(world.owner, world.general, "under-way.bin");
    req.write(Buffer.alloc(1_024));
    await letPass(300, "what was sent arrives, and nothing tells when");
    const stopped = world.server.stop(signal);
    await waitUntil(async () => (await world.owner.get("/api/ready")).status === 503);
    const [health, other] = await Promise.all([
      world.owner.get("/api/health"),
      world.owner.get("/api/workspaces"),
    ]);
    // It is waited for, but for no more than two seconds.
    req.end();
    expect(health.status).toBe(200);
    expect(other).toMatchObject({ status: 503, body: { code: "UNAVAILABLE" } });
    expect(await ended).toBe(201);
    expect(await stopped).toBe(0);
  },
);

it("a node drains for as long as it is told, serving all of it, until a second signal", async () => {
  const world = await buildWorld({ env: { DRAIN_MS: "60000" } });
  const tab = await world.owner.enter("acme");
  world.server.signal("SIGTERM");
  const ready = () => world.owner.get("/api/ready");
  await waitUntil(async () => (await ready()).status === 503);
  expect((await ready()).body).toMatchObject({
    code: "UNAVAILABLE",
    error: expect.stringContaining("draining"),
  });
  const late = await world.owner.enter("acme");
  await late.send(world.general.id, "still here");
  await waitUntil(() => tab.of("message:created").length === 1);
  expect((await world.owner.get("/api/workspaces")).status).toBe(200);
  const stopped = world.server.stop("SIGINT");
  await Promise.all([tab.closed(), late.closed()]);
  expect(await stopped).toBe(0);
});

it("a node that has drained stops by itself", async () => {
  const world = await buildWorld({ env: { DRAIN_MS: "500" } });
  const asked = performance.now();
  expect(await world.server.stop()).toBe(0);
  expect(performance.now() - asked).toBeGreaterThan(500);
});

it("a node that stops answers whoever has reached it, and refuses the others", async () => {
  const server = await startServer({
    env: { DATABASE_URL: await createDatabase(inject("postgresUrl")) },
  });
  let answered = 0;
  const ends: (string | undefined)[] = [];
  async function knock(): Promise<void> {
    while (ends.length < VISITORS) {
      try {
        await askRaw(server.url, "/api/workspaces", { method: "POST" });
        answered += 1;
      } catch (error) {
        ends.push((error as NodeJS.ErrnoException).syscall);
        return;
      }
    }
  }
  const visits = Array.from({ length: VISITORS }, knock);
  await waitUntil(() => answered > VISITORS);
  await server.stop();
  await Promise.all(visits);
  // One may come in the very moment.
  const brokenOff = ends.filter((syscall) => syscall !== "connect");
  expect(brokenOff.length).toBeLessThan(2);
});

it.each([
  [
    "a port in use",
    (port: string) => ({ PORT: port }),
    /^Gatehouse cannot start: PORT \d+ is in use on 127\.0\.0\.1\n$/,
  ],
  [
    "a host that is none",
    () => ({ HOST: "192.0.2.1" }),
    /^Gatehouse cannot start: HOST 192\.0\.2\.1 .*\n$/,
  ],
  [
    "a database that is not there",
    () => ({ DATABASE_URL: "postgres://127.0.0.1:1/x" }),
    /^Gatehouse cannot start: DATABASE_URL .*\n$/,
  ],
])("a start with %s ends with one line that names the setting", async (_, settings, line) => {
  const world = await buildWorld();
  const child = spawn(process.execPath, ["dist/server.js"], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      PORT: "0",
      LOG_LEVEL: "silent",
      BETTER_AUTH_SECRET: "a secret of the tests that is long enough",
      DATA_DIR: ".cache/never",
      ...settings(new URL(world.server.url).port),
    },
  });
  let [said, logged] = ["", ""];
  child.stderr.on("data", (bytes: Buffer) => {
    said += bytes.toString();
  });
  child.stdout.on("data", (bytes: Buffer) => {
    logged += bytes.toString();
  });
  const [code] = await once(child, "close");
  expect(code).toBe(1);
  expect(said).toMatch(line);
  expect(logged).toBe("");
  await world.stop();
});

it("a build that is started by itself is in production, whatever the environment says, and reports to nobody", async () => {
  const library = `process.on("SIGUSR2", () => process.stdout.write("said by a library\\n"))`;
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(library)}`;
  for (const mode of [{}, { NODE_ENV: "development" }]) {
    const DATABASE_URL = await createDatabase(inject("postgresUrl"));
    const env = {
      DATABASE_URL,
      NODE_OPTIONS,
      NEXT_TELEMETRY_DEBUG: "1",
      NODE_ENV: "",
      NEXT_TELEMETRY_DISABLED: "",
    };
    const server = await startServer({ env: { ...env, ...mode } });
    for (const path of ["/sign-in", "/api/ready"]) {
      expect((await fetch(`${server.url}${path}`)).status).toBe(200);
    }
    const upgrade = { upgrade: true };
    expect((await askRaw(server.url, "/_next/webpack-hmr", upgrade)).status).toBe(404);
    server.signal("SIGUSR2");
    await waitUntil(() => server.logs.some(({ words }) => words === "said by a library"));
    await server.stop();
    expect(server.stdout.filter((line) => !line.startsWith("{"))).toEqual([]);
    expect(server.logs.filter(({ words }) => /leak/.test(String(words)))).toEqual([]);
    expect(server.stderr()).toBe("");
  }
});
