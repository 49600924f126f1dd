import type { Metadata } from "next";
import { GateScreen } from "@/ui/gate/gate-screen";
import { PageTitle, OWN_TITLE } from "@/ui/primitives/page-title";

export const metadata: Metadata = { title: OWN_TITLE };

/** A link that nobody made, or that a newer one has replaced. It says nothing of where it might have led. */
export default function NotFound() {
  return (
    <GateScreen
      title="This invitation link does not work"
      lead="It may have lost its end when it was copied, or a newer link has taken its place. Open the newest one that you were sent, or ask the person who invited you for another."
    >
      <PageTitle>Invitation not found · Gatehouse</PageTitle>
      <a href="/" className="text-accent-ink underline underline-offset-3">
        Go to Gatehouse
      </a>
    </GateScreen>
  );
}
