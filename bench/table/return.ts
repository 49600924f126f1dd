import { setTimeout as pause } from "node:timers/promises";
import type { Browser, CDPSession, Page } from "playwright-core";
import { waitUntil } from "../../tests/support/wait";
import type { World } from "../../tests/support/world";
import type { Large } from "../support/large";
import type { Comparison } from "../support/rounds";
import type { Setting } from "../support/setting";
import { loseConnection, openPage } from "./browser";
import { timeAnswers } from "./pages";

/** Nothing more comes then. Where it never ends, what came by the end of this patience counts. */
const [QUIET_MS, PATIENCE_MS] = [1_500, 20_000];

/** All that a page sends and is sent when its connection was away and nothing has changed. Bytes, not compressed. */
export function compareReturn(
  setting: Setting,
  browser: Browser,
  world: World,
  { joinedAll }: Large,
): Comparison {
  const lists = ["channels", "people"].map((list) => `/api/workspaces/${world.slug}/${list}`);
  let page: Page | undefined;
  return {
    work: "a page comes back and nothing has changed, 2,000 channels joined",
    against: "all channels and all people",
    unit: "kB",
    goal: "≤ 10 kB",
    async baseline() {
      let kB = 0;
      for (const path of lists)
        kB += (await timeAnswers(world, path, joinedAll.cookie)).also["answer kB"];
      return kB;
    },
    async ours() {
      await page?.context().close();
      page = await openPage(browser, world, joinedAll);
      const opened = page;
      const traffic = await watchTraffic(await opened.context().newCDPSession(opened));
      await untilStill(traffic);
      return setting.watch(world, async () => {
        const before = { ...traffic };
        await loseConnection(opened);
        await waitUntil(() => traffic.connects > before.connects, 60_000);
        await untilStill(traffic);
        return {
          figure: (traffic.bytes - before.bytes) / 1_000,
          also: { requests: traffic.requests - before.requests },
        };
      });
    },
  };
}

interface Traffic {
  bytes: number;
  requests: number;
  /** How often it has begun to connect. */
  connects: number;
  /** The requests that are not answered yet, but for those of the connection, which wait. */
  pending: Set<string>;
}

/** Counts bodies and frames in both directions, and the header in which a page says what it knows. */
async function watchTraffic(session: CDPSession): Promise<Traffic> {
  const traffic: Traffic = { bytes: 0, requests: 0, connects: 0, pending: new Set() };
  await session.send("Network.enable");
  session.on("Network.requestWillBeSent", ({ requestId, request }) => {
    traffic.requests += 1;
    if (request.url.includes("/socket.io/")) traffic.connects += 1;
    else traffic.pending.add(requestId);
    const known = Object.entries(request.headers).find(([name]) => /^x-known$/i.test(name));
    traffic.bytes += (request.postData?.length ?? 0) + (known?.[1].length ?? 0);
  });
  session.on("Network.dataReceived", ({ dataLength }) => {
    traffic.bytes += dataLength;
  });
  session.on("Network.loadingFinished", ({ requestId }) => void traffic.pending.delete(requestId));
  session.on("Network.loadingFailed", ({ requestId }) => void traffic.pending.delete(requestId));
  session.on("Network.webSocketCreated", () => {
    traffic.connects += 1;
  });
  session.on("Network.webSocketFrameSent", ({ response }) => {
    traffic.bytes += response.payloadData.length;
  });
  session.on("Network.webSocketFrameReceived", ({ response }) => {
    traffic.bytes += response.payloadData.length;
  });
  return traffic;
}

async function untilStill(traffic: Traffic): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  const isStill = (bytes: number) => bytes === traffic.bytes && traffic.pending.size === 0;
  for (let before = -1; !isStill(before) && performance.now() < deadline; ) {
    before = traffic.bytes;
    await pause(QUIET_MS);
  }
}
