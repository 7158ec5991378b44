/// Users, their API keys and their SSH keys.
@NullMarked
package dev.muster.region.account;

import org.jspecify.annotations.NullMarked;
