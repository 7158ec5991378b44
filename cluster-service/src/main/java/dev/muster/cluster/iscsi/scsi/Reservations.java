package dev.muster.cluster.iscsi.scsi;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Registrations and reservations of a disk: persistent ones (SPC-4 5.13), kept in memory, and RESERVE of SPC-2. One
/// for each target, for all of its I_T nexuses and safe for their threads.
public final class Reservations {
    private static final int MOST_REGISTRATIONS = 1024;

    /// What PERSISTENT RESERVE IN reports.
    ///
    /// @param generation counts the changes of registrations
    record State(int generation, Map<Nexus, Long> keys, Optional<Nexus> holder, Optional<ReservationType> type) {}

    private final Map<Nexus, Long> keys = new LinkedHashMap<>();
    private final Set<NexusReservations> initiators = new HashSet<>();
    private int generation;
    /// Of a reservation that all registrants hold it is one of them.
    private @Nullable Nexus holder;

    private @Nullable ReservationType type;
    private @Nullable NexusReservations reservedBy;

    synchronized State state() {
        return new State(generation, new LinkedHashMap<>(keys), Optional.ofNullable(holder), Optional.ofNullable(type));
    }

    synchronized void enter(NexusReservations initiator) {
        initiators.add(initiator);
    }

    /// I_T nexus loss ends its RESERVE; what is persistent stays.
    synchronized void leave(NexusReservations initiator) {
        initiators.remove(initiator);
        if (reservedBy == initiator) {
            reservedBy = null;
        }
    }

    /// A reset of the unit or the target.
    synchronized void reset() {
        reservedBy = null;
    }

    /// Whether an initiator may use a command now.
    synchronized boolean permits(NexusReservations initiator, Access access) {
        if (access == Access.IDENTIFIES || access == Access.RESERVES) {
            return true;
        }
        if (reservedBy != null && reservedBy != initiator) {
            return false;
        }
        if (access == Access.QUERIES || type == null || isFree(initiator.nexus(), type)) {
            return true;
        }
        return access == Access.READS && !type.excludesReads();
    }

    private boolean isFree(Nexus nexus, ReservationType of) {
        return nexus.equals(holder) || (of.freesRegistrants() && keys.containsKey(nexus));
    }

    /// RESERVE 6 and 10. Persistent registrations rule it out (SPC-4 5.13.3, no CRH).
    synchronized Optional<Sense> reserve(NexusReservations initiator) {
        if (!keys.isEmpty() || (reservedBy != null && reservedBy != initiator)) {
            return conflict();
        }
        reservedBy = initiator;
        return Optional.empty();
    }

    /// RELEASE by another does nothing.
    synchronized void release(NexusReservations initiator) {
        if (reservedBy == initiator) {
            reservedBy = null;
        }
    }

    /// @param key what is registered so far; empty if that does not matter
    /// @param next the new key, 0 to be registered no longer
    synchronized Optional<Sense> register(Nexus nexus, Optional<Long> key, long next) {
        Long known = keys.get(nexus);
        boolean wrong = key.isPresent() && key.get() != (known == null ? 0 : known);
        if (reservedBy != null || wrong) {
            return conflict();
        }
        if (next == 0) {
            if (known != null) {
                generation++;
                unregister(nexus);
            }
            return Optional.empty();
        }
        if (known == null && keys.size() >= MOST_REGISTRATIONS) {
            return Optional.of(Sense.NO_REGISTRATION_RESOURCES);
        }
        generation++;
        keys.put(nexus, next);
        return Optional.empty();
    }

    private void unregister(Nexus nexus) {
        keys.remove(nexus);
        if (type == null || !nexus.equals(holder)) {
            return;
        }
        if (type.isHeldByAll() && !keys.isEmpty()) {
            holder = keys.keySet().iterator().next();
            return;
        }
        if (type.freesRegistrants()) {
            establish(keys::containsKey, Sense.RESERVATIONS_RELEASED);
        }
        unreserve();
    }

    synchronized Optional<Sense> reserve(Nexus nexus, long key, ReservationType wanted) {
        if (!isRegistered(nexus, key)) {
            return conflict();
        }
        if (type == null) {
            type = wanted;
            holder = nexus;
            return Optional.empty();
        }
        return holds(nexus) && type == wanted ? Optional.empty() : conflict();
    }

    synchronized Optional<Sense> release(Nexus nexus, long key, ReservationType which) {
        if (!isRegistered(nexus, key)) {
            return conflict();
        }
        if (type == null || !holds(nexus)) {
            return Optional.empty();
        }
        if (type != which) {
            return Optional.of(Sense.INVALID_RELEASE);
        }
        if (type.freesRegistrants()) {
            establish(other -> !other.equals(nexus) && keys.containsKey(other), Sense.RESERVATIONS_RELEASED);
        }
        unreserve();
        return Optional.empty();
    }

    synchronized Optional<Sense> clear(Nexus nexus, long key) {
        if (!isRegistered(nexus, key)) {
            return conflict();
        }
        generation++;
        establish(other -> !other.equals(nexus) && keys.containsKey(other), Sense.RESERVATIONS_PREEMPTED);
        keys.clear();
        unreserve();
        return Optional.empty();
    }

    /// Takes the registrations of a key away, and the reservation if they hold it (SPC-4 5.13.11.2).
    ///
    /// @param victim 0 means all others where all registrants hold the reservation
    synchronized Optional<Sense> preempt(Nexus nexus, long key, long victim, ReservationType next) {
        if (!isRegistered(nexus, key)) {
            return conflict();
        }
        boolean all = victim == 0 && type != null && type.isHeldByAll();
        if (victim == 0 && !all) {
            return Optional.of(Sense.INVALID_PARAMETER);
        }
        if (!all && !keys.containsValue(victim)) {
            return conflict();
        }
        boolean takes = all || (type != null && !type.isHeldByAll() && victim == keyOf(holder));
        generation++;
        List<Nexus> gone = keys.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(nexus) && (all || entry.getValue() == victim))
                .map(Map.Entry::getKey)
                .toList();
        keys.keySet().removeAll(gone);
        establish(gone::contains, Sense.REGISTRATIONS_PREEMPTED);
        if (takes) {
            takeOver(nexus, next);
        } else if (holder != null && gone.contains(holder)) {
            holder = nexus;
        }
        return Optional.empty();
    }

    private void takeOver(Nexus nexus, ReservationType next) {
        if (type != next) {
            establish(other -> !other.equals(nexus) && keys.containsKey(other), Sense.RESERVATIONS_RELEASED);
        }
        type = next;
        holder = nexus;
    }

    private long keyOf(@Nullable Nexus nexus) {
        return nexus == null ? 0 : keys.getOrDefault(nexus, 0L);
    }

    private boolean isRegistered(Nexus nexus, long key) {
        Long known = keys.get(nexus);
        return reservedBy == null && known != null && known == key;
    }

    private boolean holds(Nexus nexus) {
        return nexus.equals(holder) || (type != null && type.isHeldByAll() && keys.containsKey(nexus));
    }

    private void unreserve() {
        type = null;
        holder = null;
    }

    private void establish(Predicate<Nexus> which, Sense unitAttention) {
        for (NexusReservations initiator : initiators) {
            if (which.test(initiator.nexus())) {
                initiator.establish(unitAttention);
            }
        }
    }

    private static Optional<Sense> conflict() {
        return Optional.of(Sense.RESERVATION_CONFLICT);
    }
}
