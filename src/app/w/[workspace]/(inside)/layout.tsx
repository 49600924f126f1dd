import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { enterWorkspace } from "@/app/visitor";
import { actionsOf } from "@/core/access/policy";
import type { Principal } from "@/core/access/principal";
import type { Message } from "@/lib/api-types";
import { mayBeginDirects } from "@/core/access/may-begin-directs";
import { readStay } from "@/core/access/read-end";
import { listEnding } from "@/core/guests/list-ending";
import { isAsked } from "@/core/guest-requests/list-requests";
import { readPreferences } from "@/core/notifications/read-preferences";
import { listPeople } from "@/core/people/list-people";
import { noteZone } from "@/core/people/read-zone";
import { listWorkspaces } from "@/core/workspaces/list-workspaces";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import { parseZone, ZONE_COOKIE } from "@/ui/shell/clock";
import { WorkspaceShell } from "@/ui/shell/workspace-shell";
import { pickChannels, pickPeople } from "./pick-first";
import { readChannels } from "./read-channels";
import { readPage } from "./read-page";

interface Props {
  params: Promise<{ workspace: string }>;
  children: ReactNode;
}

export default async function Layout({ params, children }: Props) {
  const slug = (await params).workspace;
  const { user, principal, workspace, as } = await enterWorkspace(slug, `/w/${slug}`);
  const zone = parseZone((await cookies()).get(ZONE_COOKIE)?.value);
  const openId = await findOpenId();
  const [
    channels,
    people,
    messages,
    directs,
    { endsAt, letInAt },
    ending,
    isAskedForGuests,
    workspaces,
    preferences,
  ] = await Promise.all([
    readChannels(principal),
    listPeople(principal),
    readMessages(principal, openId),
    mayBeginDirects(principal),
    readStay(principal),
    listEnding(principal),
    isAsked(principal),
    listWorkspaces(user.id),
    readPreferences(principal),
  ]);
  if (zone !== preferences.zone) await keepZone(principal, zone);
  const me = { id: user.id, name: user.name };
  const seen = { meId: me.id, slug, openId, messages };
  const shown = pickChannels(channels, seen);
  const known = pickPeople(people, shown.first, seen);
  return (
    <WorkspaceShell
      snapshot={{
        workspace,
        me,
        as,
        actions: actionsOf(principal),
        notifyFor: preferences.notifyFor,
        isWhole: shown.isAll && known.isAll,
        channels: shown.first,
        people: known.first,
        directs,
        endsAt,
        letInAt,
        ending,
        isAskedForGuests,
        maxUploadBytes: env().maxUploadBytes,
        pushKey: env().vapid?.publicKey ?? null,
      }}
      user={user}
      workspaces={workspaces}
      zone={zone}
    >
      {children}
    </WorkspaceShell>
  );
}

/** The channel whose page it is. A layout is not told: only our own header names the page that was wanted. */
async function findOpenId(): Promise<string | null> {
  const path = (await headers()).get("x-request-path") ?? "";
  return /^\/w\/[^/]+\/c\/([^/]+)$/.exec(path)?.[1] ?? null;
}

/** The page itself says so if there is no such channel. */
async function readMessages(principal: Principal, openId: string | null): Promise<Message[]> {
  const page = openId === null ? null : await readPage(principal, openId).catch(() => null);
  return page?.messages ?? [];
}

/** A page is shown also while nothing can be written. */
async function keepZone(principal: Principal, zone: string | null): Promise<void> {
  if (zone === null) return;
  await noteZone(principal, zone).catch((error: unknown) =>
    logger().debug({ err: error }, "time zone not noted"),
  );
}
