import { setPasswordInput } from "@/lib/inputs/account";
import { json } from "@/app/routing/answer";
import { openRoute } from "@/app/routing/routes";
import { originOf } from "@/app/sign-in-answer";
import { rememberDevice } from "@/core/sign-in/begin-sign-in";
import { setPasswordByLink } from "@/core/sign-in/set-password";

export const POST = openRoute({
  limit: { tries: "setPassword" },
  body: setPasswordInput,
  act: async ({ request, body }) => {
    const { email } = await setPasswordByLink(body.token, body.newPassword);
    const device = await rememberDevice(email, originOf(request));
    return json({ status: true }, 200, { "Set-Cookie": device });
  },
});
