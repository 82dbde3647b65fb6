// Which act is open on a desk: kept in the address, so that a link leads to it and going back closes it.
// SPDX-License-Identifier: Apache-2.0
import { computed, type WritableComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';

export function useChosen(): WritableComputedRef<string> {
  const route = useRoute();
  const router = useRouter();
  return computed({
    get: () => (typeof route.query.act === 'string' ? route.query.act : ''),
    set: (act) => {
      const { act: _former, ...query } = route.query;
      void router.replace({ query: act ? { ...query, act } : query });
    },
  });
}
