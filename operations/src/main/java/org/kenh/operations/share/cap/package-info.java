/** Warnings by the Common Alerting Protocol 1.2: drafted from alarms, issued by a second person, offered as Atom. */
@NullMarked
package org.kenh.operations.share.cap;

import org.jspecify.annotations.NullMarked;
