import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { currentUser, readOtherWorkspaces } from "@/app/visitor";
import { describeInvite } from "@/core/guests/describe-invite";
import { AcceptInvite } from "@/ui/gate/accept-invite";
import { GateScreen } from "@/ui/gate/gate-screen";
import { InviteTerms } from "@/ui/gate/invite-terms";
import { OtherWorkspaces } from "@/ui/gate/other-workspaces";

/** The address is the key to the door: it must not travel in a Referer. */
export const metadata: Metadata = { title: "Invitation", referrer: "origin" };

interface Props {
  params: Promise<{ token: string }>;
}

export default async function InvitePage({ params }: Props) {
  const { token } = await params;
  const invite = await describeInvite(token);
  if (!invite) notFound();
  const workspaces = await readOtherWorkspaces(null);
  const others = <OtherWorkspaces workspaces={workspaces} className="-mx-3 mt-10" />;
  if ("gone" in invite) return <GoneInvite others={others} />;
  const { workspace, kind } = invite;
  return (
    <GateScreen
      open
      foot={others}
      title={`Join ${workspace.name}`}
      lead={
        kind === "guest"
          ? "You are invited as a guest. You see the channels below and the people in them, nothing else."
          : "You are invited as a member of the team."
      }
    >
      <div className="flex flex-col gap-6">
        <InviteTerms invite={invite} />
        <AcceptInvite
          token={token}
          workspace={workspace.name}
          email={invite.email}
          visitor={await currentUser()}
        />
      </div>
    </GateScreen>
  );
}

function GoneInvite({ others }: { others: ReactNode }) {
  return (
    <GateScreen
      foot={others}
      title="This invitation has ended"
      lead="It was used already, withdrawn, or its time is up. Ask the person who sent it for a new link."
    >
      <a href="/" className="text-accent-ink underline underline-offset-3">
        Go to Gatehouse
      </a>
    </GateScreen>
  );
}
