// What a form is about, for fields that point at something: the case, when there is one.
// SPDX-License-Identifier: Apache-2.0
import { inject, provide, shallowRef, type InjectionKey, type ShallowRef } from 'vue';
import type { CasePageBody } from '../api/types';

const kCase: InjectionKey<ShallowRef<CasePageBody | null>> = Symbol('the case of the form');

export const provideCase = (page: ShallowRef<CasePageBody | null>): void => provide(kCase, page);
export const useCase = (): ShallowRef<CasePageBody | null> => inject(kCase, () => shallowRef(null), true);
