// Line icons, 24 by 24, drawn with the current colour. Always beside a word, or named for readers by what holds them.
// SPDX-License-Identifier: Apache-2.0
export const icons = {
  tasks: 'M3 6l1.5 1.5L7.5 4.5M3 12l1.5 1.5L7.5 10.5M4 18h3M11 6h10M11 12h10M11 18h10',
  home: 'M3.5 11 12 3.5 20.5 11M6 9v11h12V9M10 20v-6h4v6',
  flag: 'M5 21V4M5 4h12l-2.5 4L17 12H5',
  folder: 'M3 6.5h6.5l2 2.5H21v10.5H3Z',
  scales: 'M12 3v17M8 20.5h8M4 7h16M6.5 7 3.5 14h6ZM17.500 7l-3 7h6Z',
  speaker: 'M4 10v4h3l9 4.500V5.500L7 10ZM8 14v5h3M19 9.500v5',
  letter: 'M3 5.500h18v13H3ZM3 6l9 7 9-7',
  book: 'M5 4h14v16H7a2 2 0 0 1-2-2ZM5 18a2 2 0 0 1 2-2h12M9 8h6',
  list: 'M8 6h13M8 12h13M8 18h13M3.500 6h.5M3.500 12h.5M3.500 18h.5',
  steps: 'M3 19h5v-5h5V9h5V4h3',
  people: 'M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7ZM2.500 20c0-4 3-6 6.500-6s6.500 2 6.500 6M16 4.500a3.200 3.200 0 0 1 0 6M18 14.500c2.300.8 3.500 2.700 3.500 5.500',
  calendar: 'M4 6h16v14H4ZM4 10h16M8 3.500v4M16 3.500v4',
  key: 'M8 16.500a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM11.500 10.500 20 5M17 7l2 3M14.500 8.600l1.500 2.400',
  gear: 'M12 15.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7ZM12 3v3M12 18v3M3 12h3M18 12h3M5.600 5.600l2.200 2.200M16.200 16.200l2.200 2.200M18.400 5.600l-2.200 2.200M7.800 16.200l-2.200 2.200',
  search: 'M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13ZM15.300 15.300 20.500 20.500',
  camera: 'M3 7.500h4l1.500-2.500h7L17 7.500h4v12H3ZM12 16.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7Z',
  tick: 'M5 12.500 10 17.500 19.500 7',
  pencil: 'M4 20l1-4.500L16 4.500l3.500 3.500L8.500 19ZM14 6.500l3.500 3.500',
  cloud: 'M7 18.500h10a4 4 0 0 0 .5-8A6 6 0 0 0 6 9a4.800 4.800 0 0 0 1 9.500ZM4 4l16 16',
} as const;

export type IconName = keyof typeof icons;
