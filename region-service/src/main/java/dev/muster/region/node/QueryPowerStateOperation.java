package dev.muster.region.node;

import dev.muster.region.api.Operations.Code;

/// The `query_power_state` operation of `nodes/<system_id>/`, which the power feature provides. The caller is to be
/// seen to before: it answers for every node.
public interface QueryPowerStateOperation extends Code {}
