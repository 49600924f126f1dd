import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";
import { beginUpload } from "../support/files";
import { letPass, waitUntil } from "../support/wait";
import { buildWorld } from "../support/world";

it("a node that stops says so to whoever asks, and lets what is under way finish", async () => {
  const world = await buildWorld();
  const { req, ended } = beginUpload(world.owner, world.general, "under-way.bin");
  req.write(Buffer.alloc(1_024));
  await letPass(300);
  const stopped = world.server.stop();
  await waitUntil(async () => (await world.owner.get("/api/ready")).status === 503);
  expect((await world.owner.get("/api/health")).status).toBe(200);
  expect(await world.owner.get("/api/workspaces")).toMatchObject({
    status: 503,
    body: { code: "UNAVAILABLE" },
  });
  req.end();
  expect(await ended).toBe(201);
  expect(await stopped).toBe(0);
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
