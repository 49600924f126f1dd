import { setUpCodeInput, setUpInput } from "@/lib/inputs/workspace";
import { json } from "@/app/routing/answer";
import { openRoute } from "@/app/routing/routes";
import { signInAnswer } from "@/app/sign-in-answer";
import { assertNotSetUp, setUpInstance } from "@/core/workspaces/create-workspace";
import { assertSetUpCode } from "@/core/workspaces/set-up-code";
import { parse } from "@/core/validation";

/** The code lets a stranger in, and somebody could guess it: so the limit is counted before the code is checked. */
export const POST = openRoute({
  enter: assertNotSetUp,
  limit: "setUp",
  body: setUpCodeInput,
  act: async ({ request, body }) => {
    await assertSetUpCode(body.code, request.headers);
    const { workspace: wish, ...owner } = parse(setUpInput, body);
    const { workspace, channel, hashed } = await setUpInstance(owner, wish);
    return json({ workspace, channel }, 201, await signInAnswer(request, owner, { hashed }));
  },
});
