import type { EngineStatus } from '../engine/types.js';
import { strings } from '../ui/strings.js';
import type { IconName } from '../ui/icons.js';

/** The three states a person sees, in words and with a picture. */
export function stateOf(status: EngineStatus): { text: string; detail: string; icon: IconName } {
  if (status.saved === 'attention') {
    const detail = status.needsSignIn
      ? strings.state.signInAgain
      : strings.state.attentionDetails(status.conflicts, status.rejected);
    return { text: strings.state.attention, detail, icon: 'alert' };
  }
  const detail = strings.state.details(status.pending);
  if (status.saved === 'synced') return { text: strings.state.synced, detail, icon: 'cloud' };
  return { text: strings.state.device, detail, icon: 'device' };
}
