import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { currentSignedIn, readOtherWorkspaces } from "@/app/visitor";
import { describeInvite } from "@/core/guests/describe-invite";
import type { InviteView } from "@/lib/api-types";
import { AcceptInvite } from "@/ui/gate/accept-invite";
import { InviteRefused } from "@/ui/gate/invite-refused";
import { GateScreen } from "@/ui/gate/gate-screen";
import { InviteTerms } from "@/ui/gate/invite-terms";
import { OtherWorkspaces } from "@/ui/gate/other-workspaces";

/** The address gives access, so it must not be sent in a Referer. */
export const metadata: Metadata = { title: "Invitation", referrer: "origin" };

interface Props {
  params: Promise<{ token: string }>;
}

export default async function InvitePage({ params }: Props) {
  const { token } = await params;
  const visitor = await currentSignedIn();
  const view = await describeInvite(token, visitor);
  if (!view) notFound();
  const workspaces = await readOtherWorkspaces(readWhereInside(view));
  const others = <OtherWorkspaces workspaces={workspaces} className="-mx-3 mt-10" />;
  if (view.state !== "open") {
    const email = visitor?.email ?? null;
    return <InviteRefused view={view} path={`/invite/${token}`} email={email} foot={others} />;
  }
  const { invite } = view;
  return (
    <GateScreen open foot={others} title={titleOf(invite)} lead={describeOffer(invite)}>
      <div className="flex flex-col gap-6">
        <InviteTerms invite={invite} />
        <AcceptInvite
          token={token}
          action={invite.widens ? "Join the channels" : `Join ${invite.workspace.name}`}
          email={invite.email}
          addressed={invite.addressed}
          domains={invite.domains}
          visitor={visitor && { name: visitor.name, email: visitor.email }}
        />
      </div>
    </GateScreen>
  );
}

type Offer = Extract<InviteView, { state: "open" }>["invite"];

/** The slug of the invitation's workspace, if the visitor is in it: it is not listed among their other workspaces. */
function readWhereInside(view: InviteView): string | null {
  if (view.state === "inside") return view.workspace.slug;
  return view.state === "open" && view.invite.widens ? view.invite.workspace.slug : null;
}

function titleOf({ widens, workspace }: Offer) {
  return widens ? `More channels in ${workspace.name}` : `Join ${workspace.name}`;
}

function describeOffer({ kind, widens, channels, workspace }: Offer) {
  if (kind === "member") return "You are invited as a member of the team.";
  if (widens) {
    const haveEnds = channels.some((one) => (one.expiresAt ?? one.accessHours) !== null);
    const added = haveEnds ? "the channels below for the time beside them" : "the channels below";
    return `You are a guest of ${workspace.name} already. This adds ${added}; the end of your whole access stays as it is.`;
  }
  return "You are invited as a guest. You see the channels below and the people in them.";
}
