"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { WorkspaceEntry } from "@/lib/api-types";
import { rememberWorkspace } from "@/ui/gate/last-workspace";
import { News } from "./news";
import { DesktopNotifications } from "@/ui/notifications/lazy-notifications";
import type { WorkspaceSnapshot } from "@/ui/realtime/realtime";
import { PageTitle } from "@/ui/primitives/page-title";
import { RealtimeProvider, useRealtime } from "@/ui/realtime/realtime-provider";
import { useLocked } from "@/ui/realtime/use-channels";
import { useObservable } from "@/ui/realtime/observable";
import { ClockProvider } from "./clock-context";
import { ConnectionLine } from "./connection-line";
import { DetailsSlot } from "../channel/details/details-slot";
import { DrawerContext, SetDrawerOpenContext } from "./drawer-context";
import { NewVersionBar } from "./new-version-bar";
import { OverlayContext } from "./overlay-context";
import { OverlaySlot } from "./overlay-slot";
import { countForMe, waits } from "../sidebar/conversations";
import { Sidebar } from "../sidebar/sidebar";
import { SidebarDrawer } from "./lazy-drawer";
import { Commands } from "../switcher/commands";
import { PanelSlot } from "../thread/panel-slot";
import { useShownOverlay } from "./use-shown-overlay";
import { EndNote } from "./lazy-end-note";

interface WorkspaceShellProps {
  snapshot: WorkspaceSnapshot;
  user: { id: string; name: string; email: string };
  workspaces: WorkspaceEntry[];
  /** The user's time zone, if the server knows it. */
  zone: string | null;
  children: ReactNode;
}

/** The frame of every page of a workspace: one connection, one store, the sidebar. */
export function WorkspaceShell({
  snapshot,
  user,
  workspaces,
  zone,
  children,
}: WorkspaceShellProps) {
  return (
    <RealtimeProvider key={snapshot.workspace.id} snapshot={snapshot}>
      <ClockProvider zone={zone}>
        <Frame user={user} workspaces={workspaces}>
          {children}
        </Frame>
      </ClockProvider>
    </RealtimeProvider>
  );
}

/** Part of the main script, so that nobody waits for another script to learn why the page is empty. */
function SignedOutMessage() {
  const words = useObservable(useRealtime().farewell, (now) => now);
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <PageTitle>Gatehouse</PageTitle>
      <p role="alert" className="text-balance text-center text-ink-soft text-message">
        {words}
      </p>
    </main>
  );
}

type FrameProps = Pick<WorkspaceShellProps, "user" | "workspaces" | "children">;

/** The pages that the server renders depend on the user's role. When the role changes, they are requested again. */
function useFreshPages() {
  const { state, locked } = useRealtime();
  const as = useObservable(state, (now) => now.as);
  const router = useRouter();
  const [rendered, setRendered] = useState(as);
  useEffect(() => {
    if (as === rendered || locked.get()) return;
    setRendered(as);
    // Next keeps a page that was not found in its cache; only a reload requests it again.
    if (document.querySelector("[data-not-found]")) window.location.reload();
    else router.refresh();
  }, [as, rendered, locked, router]);
}

/** When access has ended, nothing of the workspace is rendered any more while the page is being left. */
function Frame({ user, workspaces, children }: FrameProps) {
  const { workspace, state } = useRealtime();
  const [open, setOpen] = useState(false);
  const { overlay, show, returnFocus } = useShownOverlay();
  const [details, showDetails] = useState(false);
  const overlays = useMemo(
    () => ({ overlay, show, returnFocus, details, showDetails }),
    [overlay, show, returnFocus, details],
  );
  const calls = useObservable(state, (all) =>
    Object.values(all.channels).reduce((sum, { channel }) => sum + countForMe(channel), 0),
  );
  const waiting = useObservable(state, (all) =>
    Object.values(all.channels).some(({ channel }) => waits(channel)),
  );
  const news = waiting || calls > 0;
  const drawer = useMemo(() => ({ open, setOpen, calls, news }), [open, calls, news]);
  useEffect(() => rememberWorkspace(workspace.slug), [workspace.slug]);
  useFreshPages();

  if (useLocked()) return <SignedOutMessage />;
  return (
    <DrawerContext value={drawer}>
      <OverlayContext value={overlays}>
        <div className="flex h-dvh overflow-hidden print:block print:h-auto print:overflow-visible">
          <a
            href="#main"
            className="sr-only z-50 rounded-md bg-raised px-3 py-2 shadow-float focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
          >
            Skip to the content
          </a>
          <SetDrawerOpenContext value={setOpen}>
            <aside className="hidden w-sidebar shrink-0 border-r md:block print:hidden!">
              <Sidebar user={user} workspaces={workspaces} />
            </aside>
            <SidebarDrawer user={user} workspaces={workspaces} />
          </SetDrawerOpenContext>
          <main id="main" className="flex min-w-0 flex-1 flex-col print:block">
            <NewVersionBar />
            <EndNote />
            <div className="relative flex min-h-0 flex-1 flex-col print:block">
              <ConnectionLine />
              {children}
            </div>
          </main>
          <DetailsSlot />
          <PanelSlot />
        </div>
        <Commands />
        <OverlaySlot />
        <DesktopNotifications />
        <News />
      </OverlayContext>
    </DrawerContext>
  );
}
