import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { enterWorkspace } from "@/app/visitor";
import { actionsOf } from "@/core/access/policy";
import type { Principal } from "@/core/access/principal";
import { mayBeginDirects } from "@/core/access/may-begin-directs";
import { readStay } from "@/core/access/read-end";
import { listEnding } from "@/core/guests/list-ending";
import { isAsked } from "@/core/guest-requests/list-requests";
import { readNotifications } from "@/core/notifications/notification-settings";
import { listPeople } from "@/core/people/list-people";
import { noteZone } from "@/core/people/read-zone";
import { listWorkspaces } from "@/core/workspaces/list-workspaces";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import { parseZone, ZONE_COOKIE } from "@/ui/shell/clock";
import { WorkspaceShell } from "@/ui/shell/workspace-shell";
import { readChannels } from "./read-channels";

interface Props {
  params: Promise<{ workspace: string }>;
  children: ReactNode;
}

export default async function Layout({ params, children }: Props) {
  const slug = (await params).workspace;
  const { user, principal, workspace, as } = await enterWorkspace(slug, `/w/${slug}`);
  const zone = parseZone((await cookies()).get(ZONE_COOKIE)?.value);
  const [
    channels,
    people,
    directs,
    { endsAt, letInAt },
    ending,
    isAskedForGuests,
    workspaces,
    { notifyFor, push },
  ] = await Promise.all([
    readChannels(principal),
    listPeople(principal),
    mayBeginDirects(principal),
    readStay(principal),
    listEnding(principal),
    isAsked(principal),
    listWorkspaces(user.id),
    readNotifications(principal),
    keepZone(principal, zone),
  ]);
  const me = { id: user.id, name: user.name };
  return (
    <WorkspaceShell
      snapshot={{
        workspace,
        me,
        as,
        actions: actionsOf(principal),
        notifyFor,
        channels,
        people,
        directs,
        endsAt,
        letInAt,
        ending,
        isAskedForGuests,
        maxUploadBytes: env().maxUploadBytes,
        pushKey: push.publicKey,
      }}
      user={user}
      workspaces={workspaces}
      zone={zone}
    >
      {children}
    </WorkspaceShell>
  );
}

/** A page is shown also while nothing can be written. */
async function keepZone(principal: Principal, zone: string | null): Promise<void> {
  if (zone === null) return;
  await noteZone(principal, zone).catch((error: unknown) =>
    logger().debug({ err: error }, "time zone not noted"),
  );
}
