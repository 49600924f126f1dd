import { fillWorkspace, LARGE, NOT_SO_LARGE } from "../support/large";
import type { Comparison } from "../support/rounds";
import type { Setting } from "../support/setting";
import { compareBounds } from "./bounds";
import { startBrowser } from "./browser";
import { compareConnections } from "./connections";
import { compareGrowth, compareHistory } from "./growth";
import { compareIdle } from "./idle";
import { comparePages, compareSearches } from "./pages";
import { compareReturn } from "./return";
import { compareSends } from "./sends";
import { compareSwitch } from "./switch";

/** What is measured together, with servers of its own. */
export interface Part {
  title: string;
  rounds: number;
  /** Where it is not measured without being asked for: its name, or `--full`. */
  isExtra?: true;
  open(setting: Setting): Promise<{ comparisons: Comparison[]; close(): Promise<void> }>;
}

export const parts: Record<string, Part> = {
  sends: { title: "Sending", rounds: 3, open: compareSends },
  connections: { title: "Connecting and telling", rounds: 3, open: compareConnections },
  idle: { title: "Among thousands of idle connections", rounds: 3, open: compareIdle },
  large: { title: "In a large workspace", rounds: 3, open: openLarge },
  bounds: { title: "Bounds", rounds: 3, open: compareBounds },
  growth: { title: "Growth", rounds: 1, open: compareGrowth },
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
      ...compareHistory(setting, world, large).map((one) => ({ ...one, rounds: 1 })),
    ],
    close: async () => {
      await browser.close();
      await world.stop();
    },
  };
}
