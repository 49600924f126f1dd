import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { currentUser, isSetUp, toSignInAgain } from "@/app/visitor";
import { listFormerWorkspaces } from "@/core/access/list-former-workspaces";
import { listWorkspaces } from "@/core/workspaces/list-workspaces";
import { LAST_WORKSPACE_COOKIE } from "@/ui/gate/last-workspace";
import { NoWorkspace } from "@/ui/gate/no-workspace";

/** To the last workspace, the set-up or the sign-in. */
export default async function StartPage() {
  if (!(await isSetUp())) redirect("/setup");
  const user = await currentUser();
  if (!user) redirect(await toSignInAgain("/"));
  const workspaces = await listWorkspaces(user.id);
  const last = (await cookies()).get(LAST_WORKSPACE_COOKIE)?.value;
  const open = workspaces.filter((one) => (one.guest?.status ?? "active") === "active");
  const next = workspaces.find((one) => one.slug === last) ?? open[0] ?? workspaces[0];
  if (next) redirect(`/w/${next.slug}`);
  const former = await listFormerWorkspaces({ userId: user.id });
  return <NoWorkspace email={user.email} former={former} />;
}
