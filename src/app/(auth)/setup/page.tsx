import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { isSetUp } from "@/app/visitor";
import { asksForSetUpCode } from "@/core/workspaces/set-up-code";
import { GateScreen } from "@/ui/gate/gate-screen";
import { SetupForm } from "@/ui/gate/setup-form";

export const metadata: Metadata = { title: "Set up" };

export default async function SetupPage() {
  if (await isSetUp()) redirect("/sign-in");
  const sent = await headers();
  const asksForCode = await asksForSetUpCode(sent);
  return (
    <GateScreen
      open
      title="Set up your workspace"
      lead="One workspace to begin with, and you as its owner. Everybody else comes in by invitation."
    >
      <SetupForm host={sent.get("host") ?? ""} asksForCode={asksForCode} />
    </GateScreen>
  );
}
