import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { forgetPush } from '../../app/show-notice.ts';
import { forgetDeviceTexts } from '../../ui/device-texts.ts';
import { notifyFailed } from '../../ui/undoable.tsx';
import { useErrorText } from '../../ui/states.tsx';
import { signOut } from './account-requests.ts';

/** Ends the session and forgets everything that was read with it. */
export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const say = useErrorText('accounts');
  return async () => {
    try {
      await signOut();
    } catch (error) {
      return notifyFailed(say(error));
    }
    await forgetPush().catch(() => undefined);
    queries.clear();
    forgetDeviceTexts();
    await navigate({ to: '/sign-in' });
  };
}
