import { Agent, request } from "node:https";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useBrowser } from "../support/browser";
import { buildCluster, type Cluster, readHistory, SHORT_LEASE } from "../support/cluster";
import { findNginx, type NginxService, readmeBlock, startNginx } from "../support/services/nginx";
import { findFreePort } from "../support/services/programs";
import { letPass, waitUntil } from "../support/wait";
import { say, see } from "../e2e/steps";

const program = await findNginx();
const WRITERS = 4;
const STRAY = /^the proxy does not keep a browser on one process$/;

describe.skipIf(!program)("behind nginx, with the block of the README", () => {
  const browser = useBrowser();
  let cluster: Cluster;
  let nginx: NginxService;
  let careless: NginxService;
  beforeAll(async () => {
    const doors = [await findFreePort(), await findFreePort()] as const;
    const ALLOWED_ORIGINS = `https://localhost:${doors[0]},http://localhost:${doors[1]}`;
    const env = { ALLOWED_ORIGINS, ...SHORT_LEASE, TRUST_PROXY: "1", MAX_UPLOAD_MB: "1" };
    cluster = await buildCluster({ env });
    const ports = [portOf(0), portOf(1)] as [number, number];
    const block = await readmeBlock();
    nginx = await startNginx(program ?? "", block, doors[0], ports);
    const other = block.replace("ip_hash;", "").replace("443 ssl;", "443 ;");
    careless = await startNginx(program ?? "", other, doors[1], ports);
  });
  afterAll(async () => {
    expect(cluster.unexpected(STRAY, /ALLOWED_ORIGINS lacks/, /^origin refused$/)).toEqual([]);
    await nginx.stop();
    await careless.stop();
    await cluster.stop();
  });
  const portOf = (n: number) => Number(new URL(cluster.url(n)).port);

  it("an upload that is refused is answered as we answered it", async () => {
    const { cookie } = cluster.owner;
    const file = (id: string) => `/api/channels/${id}/files?name=large.bin`;
    const refusals: { status: number; path: string; headers: Record<string, string> }[] = [
      { status: 413, path: file(cluster.general.id), headers: { cookie } },
      { status: 401, path: file(cluster.general.id), headers: {} },
      { status: 404, path: file("no-such-channel"), headers: { cookie } },
      { status: 403, path: file(cluster.general.id), headers: { origin: "https://evil.example" } },
      { status: 404, path: "/api/no-such-route", headers: { cookie } },
    ];
    for (const { status, path, headers } of refusals) {
      const answers = [];
      for (let n = 0; n < 5; n++) answers.push((await post(nginx.url, path, headers)).status);
      expect([path, ...answers], await nginx.complaints()).toEqual([
        path,
        ...Array(5).fill(status),
      ]);
    }
  });

  it("without `ip_hash` a page is connected all the same, by WebSocket alone, and the log says what is wrong", async () => {
    const here = await browser.device(careless.url, { as: cluster.owner });
    const page = await here.open(`/w/acme/c/${cluster.general.id}`);
    await say(page, "through the careless one");
    await see(page, "through the careless one");
    await page.getByText("Waiting to be sent").waitFor({ state: "detached" });
    const tab = await cluster.owner.enter("acme");
    await tab.send(cluster.general.id, "and back");
    await see(page, "and back");
    tab.close();
    await waitUntil(
      () => cluster.nodes.some(({ logs }) => logs.some(({ msg }) => STRAY.test(msg))),
      10_000,
    );
  });

  it("a rolling restart is not noticed by who reads, and who writes is told to try again at worst", async () => {
    const { cookie } = cluster.owner;
    const path = `/api/channels/${cluster.general.id}/messages`;
    const seen: string[] = [];
    let restarting = true;
    const reading = keep(async () => {
      const { status } = await get(nginx.url, path, { cookie });
      seen.push(`read ${status}`);
    });
    const writing = Array.from({ length: WRITERS }, () =>
      keep(async () => {
        const headers = { cookie, "content-type": "application/json" };
        const { status, body } = await post(nginx.url, path, headers, '{"body":"still here"}');
        const { code = "" } = JSON.parse(body.startsWith("{") ? body : "{}") as { code?: string };
        seen.push(`write ${status} ${code}`);
      }),
    );
    async function keep(ask: () => Promise<void>): Promise<void> {
      while (restarting) {
        await ask();
        await letPass(10, "they go on at this pace");
      }
    }
    for (const n of [0, 1]) {
      const PORT = String(portOf(n));
      await cluster.nodes[n]?.stop();
      const started = await cluster.addNode({ PORT });
      expect(new URL(started.url).port).toBe(PORT);
    }
    restarting = false;
    await Promise.all([reading, ...writing]);
    // One may connect in the very moment in which a process closes its door: nginx passes on what only reads.
    const atTheDoor = seen.filter((one) => one === "write 502 ").length;
    expect(atTheDoor).toBeLessThanOrEqual(2);
    const allowed = ["read 200", "write 201 ", "write 503 UNAVAILABLE", "write 502 "];
    const others = [...new Set(seen)].filter((one) => !allowed.includes(one));
    expect(others, await nginx.complaints()).toEqual([]);
    const stored = (
      await readHistory(cluster.owner.at(cluster.nodes.at(-1)?.url ?? ""), cluster.general.id)
    ).map(({ body }) => body);
    const taken = seen.filter((one) => one === "write 201 ").length;
    expect(stored.filter((body) => body === "still here")).toHaveLength(taken);
    expect(seen.length).toBeGreaterThan(20);
  });
});

interface Said {
  status: number;
  body: string;
}

const agent = new Agent({ rejectUnauthorized: false });
const LARGE = Buffer.alloc(20 * 1024 * 1024);

const get = (base: string, path: string, headers: Record<string, string>) =>
  ask(base, path, { method: "GET", headers });

/** As a browser does with a file: it sends to the end, and takes the answer when there is one. */
const post = (
  base: string,
  path: string,
  headers: Record<string, string>,
  bytes: Buffer | string = LARGE,
) =>
  ask(
    base,
    path,
    { method: "POST", headers: { "content-length": `${bytes.length}`, ...headers } },
    bytes,
  );

function ask(
  base: string,
  path: string,
  options: { method: string; headers: Record<string, string> },
  bytes?: Buffer | string,
): Promise<Said> {
  return new Promise((resolve, reject) => {
    const req = request(`${base}${path}`, { agent, ...options });
    req.on("error", reject);
    req.on("response", (res) => {
      let body = "";
      res.on("data", (part: Buffer) => {
        body += part.toString();
      });
      res.on("end", () => resolve({ status: res.statusCode ?? 0, body }));
    });
    req.end(bytes);
  });
}
