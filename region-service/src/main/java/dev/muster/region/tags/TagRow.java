package dev.muster.region.tags;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "tags")
class TagRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String name = "";
    private String comment = "";
    private String definition = "";

    @Column(name = "kernel_opts")
    private String kernelOpts = "";

    /// For JPA.
    protected TagRow() {}

    TagRow(Tag tag) {
        become(tag);
    }

    final void become(Tag tag) {
        name = tag.name();
        comment = tag.comment();
        definition = tag.definition();
        kernelOpts = tag.kernelOpts();
    }

    long id() {
        return id;
    }

    Tag toTag() {
        return new Tag(name, comment, definition, kernelOpts);
    }
}
