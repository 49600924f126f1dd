import { fillWorkspace, LARGE, NOT_SO_LARGE } from "../support/large";
import type { Comparison } from "../support/rounds";
import type { Setting } from "../support/setting";
import { compareBounds } from "./bounds";
import { startBrowser } from "./browser";
import { compareConnections } from "./connections";
import { compareEmbedded } from "./embedded";
import { compareGrowth, compareHistory } from "./growth";
import { compareIdle } from "./idle";
import { comparePages, compareSearches } from "./pages";
import { compareReturn } from "./return";
import { compareSends } from "./sends";
import { compareSwitch } from "./switch";

/** What is measured together, with servers of its own. */
export interface Part {
  rounds: number;
  /** Whether it is measured only when it is asked for: by its name, or by `--full`. */
  isExtra?: true;
  open(setting: Setting): Promise<{ comparisons: Comparison[]; close(): Promise<void> }>;
}

export const parts: Record<string, Part> = {
  sends: { rounds: 3, open: compareSends },
  connections: { rounds: 3, open: compareConnections },
  idle: { rounds: 3, open: compareIdle },
  large: { rounds: 3, open: openLarge },
  bounds: { rounds: 3, open: compareBounds },
  embedded: { rounds: 3, isExtra: true, open: compareEmbedded },
  growth: { rounds: 1, isExtra: true, open: compareGrowth },
};

/** 2,000 channels, 5,000 people, 1,000 guests and 1.2 million messages. */
async function openLarge(setting: Setting) {
  const world = await setting.openWorld();
  const large = await fillWorkspace(world, setting.isTrial ? NOT_SO_LARGE : LARGE);
  const browser = await startBrowser();
  return {
    comparisons: [
      ...comparePages(setting, world, large),
      compareReturn(setting, browser, world, large),
      ...compareSearches(setting, world, large),
      compareSwitch(setting, browser, world, large),
      ...(setting.isFull || setting.isTrial ? compareHistory(setting, world, large) : []),
    ],
    close: async () => {
      await browser.close();
      await world.stop();
    },
  };
}
