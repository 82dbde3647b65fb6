// Styles of the Element Plus components in use, and of no others.
// SPDX-License-Identifier: Apache-2.0
import 'element-plus/es/components/base/style/css';
import 'element-plus/es/components/button/style/css';
import 'element-plus/es/components/dialog/style/css';
import 'element-plus/es/components/input/style/css';
