package dev.muster.region.node;

import dev.muster.region.api.Operations.Code;

/// The `new` operation of `nodes/`, which the enlistment feature provides.
public interface NewNodeOperation extends Code {}
