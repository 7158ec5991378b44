package dev.muster.cluster.dhcp.lease;

import dev.muster.cluster.journal.RecordForm;
import java.nio.ByteBuffer;
import java.util.Optional;

/// How an entry stood in the journal while it had the relay's circuit and remote in place of the line and the end of
/// doubt: they cannot be told from others' any more.
final class SecondLeaseRecords implements RecordForm<JournalEntry> {
    private final LeaseRecords present = new LeaseRecords();

    @Override
    public String header() {
        return "MUSTERL2";
    }

    @Override
    public int length() {
        return LeaseRecords.LENGTH;
    }

    @Override
    public void putFields(JournalEntry entry, ByteBuffer out) {
        throw new UnsupportedOperationException("only read");
    }

    @Override
    public Optional<JournalEntry> takeFields(ByteBuffer in) {
        return present.takeFields(in).map(SecondLeaseRecords::withoutPort);
    }

    private static JournalEntry withoutPort(JournalEntry entry) {
        if (!(entry instanceof Lease lease)) {
            return entry;
        }
        var port = lease.port().relayed() ? RelayPort.UNNAMED : RelayPort.DIRECT;
        return new Lease(lease.client(), lease.address(), lease.granted(), lease.expires(), port);
    }
}
