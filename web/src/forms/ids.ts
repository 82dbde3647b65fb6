// The id of a field's control in the page, for labels, error links and tests.
// SPDX-License-Identifier: Apache-2.0
export const idOf = (key: string, path: string): string => `f-${key}-${path}`.replace(/[^\w-]+/g, '-');
