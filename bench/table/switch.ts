import type { Browser, Page } from "playwright-core";
import type { World } from "../../tests/support/world";
import { LARGE, type Large } from "../support/large";
import { percentile } from "../support/report";
import type { Comparison } from "../support/rounds";
import type { Setting } from "../support/setting";
import { openPage } from "./browser";

/** As many channels in each round: none of them was visited in it before. */
const SWITCHES = 12;
interface Clicked {
  id: string;
  name: string;
}

/** How long a click on a channel takes until its messages are shown. The baseline is a channel that was visited. */
export function compareSwitch(
  setting: Setting,
  browser: Browser,
  world: World,
  { channelIds, member }: Large,
): Comparison {
  let page: Page | undefined;
  const named = channelIds.map((id, n) => ({ id, name: `channel-${n + 1}` }));
  const channels = named.slice(LARGE.long.length, LARGE.long.length + SWITCHES);
  return {
    work: "switch to a channel not visited yet",
    against: "one that was visited",
    unit: "ms",
    goal: "≤ 100 ms at every click",
    async baseline() {
      await page?.context().close();
      page = await openPage(browser, world, member);
      await switchTo(page, channels);
      return percentile(await switchTo(page, channels), 0.5);
    },
    async ours() {
      await page?.context().close();
      page = await openPage(browser, world, member);
      const opened = page;
      return setting.watch(world, async () => {
        const times = await switchTo(opened, channels);
        return { figure: percentile(times, 0.5), times };
      });
    },
  };
}

/** @returns how long each click took, until the channel's name and messages were shown */
async function switchTo(page: Page, channels: Clicked[]): Promise<number[]> {
  const times: number[] = [];
  for (const channel of channels) {
    times.push(
      await page.evaluate(async ({ id, name }) => {
        const link = document.querySelector<HTMLAnchorElement>(`nav a[href$="/c/${id}"]`);
        if (!link) throw new Error(`no ${name} in the sidebar`);
        const begun = performance.now();
        link.click();
        const isShown = () =>
          document.querySelector("h1")?.textContent?.includes(name) &&
          document.querySelector("[role=log]")?.getAttribute("aria-label")?.endsWith(name) &&
          document.querySelector("[role=log] [data-index]");
        while (!isShown()) await new Promise((resolve) => requestAnimationFrame(resolve));
        return performance.now() - begun;
      }, channel),
    );
  }
  return times;
}
