import { io, type Socket } from "socket.io-client";
import { waitUntil } from "../../tests/support/wait";

export interface Target {
  url: string;
  auth: Record<string, string>;
  cookie?: string;
}

/** Opens one tab without waiting for it. */
export function openTab({ url, auth, cookie }: Target): Socket {
  return io(url, {
    auth,
    ...(cookie && { extraHeaders: { cookie } }),
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
  });
}

/** Opens tabs in groups, and waits until each is ready. */
export async function openTabs(target: Target, count: number, groupSize = 50): Promise<Socket[]> {
  const tabs: Socket[] = [];
  let ready = 0;
  while (tabs.length < count) {
    const group = Math.min(groupSize, count - tabs.length);
    for (let i = 0; i < group; i++) {
      const tab = openTab(target);
      tab.once("ready", () => ready++);
      tabs.push(tab);
    }
    await waitUntil(
      () => ready === tabs.length,
      30_000,
      () => `${ready} of ${tabs.length} ready`,
    );
  }
  return tabs;
}

export function closeTabs(tabs: Socket[]): void {
  for (const tab of tabs) tab.disconnect();
}
